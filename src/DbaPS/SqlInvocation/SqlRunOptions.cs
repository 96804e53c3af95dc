namespace DbaPS.SqlInvocation;

/// <summary>How statements are run.</summary>
public sealed record SqlRunOptions
{
    /// <summary>How long one statement may run; null leaves the session's limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>True when all statements are one transaction, which is kept only by <see cref="ISqlChannel.CommitAsync"/>.</summary>
    public bool Transaction { get; init; }

    /// <summary>Receives what the server says beside its results.</summary>
    public Action<SqlMessage>? OnMessage { get; init; }
}
