using DbaPS.Engines;

namespace DbaPS.Servers;

/// <summary>A server's identity.</summary>
public sealed record DbaServer : DbaObject
{
    public DbaServer(ObjectOrigin origin)
        : base(origin)
    {
    }

    public required string Version { get; init; }

    /// <summary>The vendor's or packager's variant, as the server tells it.</summary>
    public string? Edition { get; init; }

    /// <summary>Where it runs: <c>SelfManaged</c>, <c>AmazonRds</c>, <c>AzureFlexible</c>, <c>CloudSql</c>, <c>Embedded</c>.</summary>
    public required string Platform { get; init; }

    /// <summary><c>Primary</c>, <c>Standby</c> or <c>Standalone</c>.</summary>
    public required string Role { get; init; }

    /// <summary>UTC; null where the engine has no start.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public TimeSpan? Uptime => StartedAt is { } started ? CollectedAt - started : null;

    public string? Host { get; init; }

    /// <summary>The TLS version of this session; null without TLS.</summary>
    public string? Tls { get; init; }

    /// <summary>The day the vendor stops fixing this major version; null when unknown.</summary>
    public DateOnly? EndOfLife { get; init; }
}
