using DbaPS.Connections;
using DbaPS.Engines;

namespace DbaPS.Servers;

/// <summary>One thing Test-DbaServer looked at.</summary>
public sealed record DbaServerCheck : DbaObject
{
    public DbaServerCheck(ObjectOrigin origin)
        : base(origin)
    {
    }

    /// <summary>
    /// What was looked at: <c>Address</c>, <c>Secret</c>, <c>Dns</c>, <c>Port</c>, <c>Tls</c>, <c>Chain</c>, <c>HostName</c>, <c>Expiry</c>, <c>Authentication</c>, <c>Login</c>,
    /// <c>RoundTrip</c>, <c>ClockSkew</c>, <c>Version</c>, <c>Grants</c>.
    /// </summary>
    public required string Check { get; init; }

    public required ServerCheckStatus Status { get; init; }

    /// <summary>What was found, in short.</summary>
    public string? Value { get; init; }

    /// <summary>What it means; null where the value says all.</summary>
    public string? Detail { get; init; }

    /// <summary>What to do; null when nothing needs doing.</summary>
    public string? Advice { get; init; }

    /// <summary>The time it is about: to connect, of a round trip (median), the server's clock minus ours, until the certificate ends; null elsewhere.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The certificate the server showed; with the checks of it only.</summary>
    public ServerCertificate? Certificate { get; init; }
}
