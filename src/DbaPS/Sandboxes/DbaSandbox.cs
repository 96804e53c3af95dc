using DbaPS.Engines;

namespace DbaPS.Sandboxes;

/// <summary>A throwaway server, or file, that DbaPS made.</summary>
public sealed record DbaSandbox : DbaObject
{
    public DbaSandbox(ObjectOrigin origin)
        : base(origin)
    {
    }

    public required string SandboxId { get; init; }

    /// <summary>The private folder with everything it is.</summary>
    public required string Path { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>After this Get-DbaSandbox calls it expired and Remove-DbaSandbox -Expired takes it; UTC.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary><c>Running</c>, <c>Stopped</c> or <c>Expired</c>; <c>Starting</c> until it is up, <c>Broken</c> when what started it ended before.</summary>
    public required string State { get; init; }

    public int? ProcessId { get; init; }
}
