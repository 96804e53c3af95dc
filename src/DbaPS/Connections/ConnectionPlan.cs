namespace DbaPS.Connections;

/// <summary>Where and how an engine would connect, every default filled in.</summary>
/// <param name="Address">With host and port; a host that begins with a slash is a socket's folder.</param>
/// <param name="TlsMode">As it will be applied.</param>
/// <param name="ChecksCertificate">False where TLS is used without looking at the certificate, or not at all.</param>
public sealed record ConnectionPlan(ServerAddress Address, TlsMode TlsMode, bool ChecksCertificate)
{
    /// <summary>The Unix socket's path; null for TCP.</summary>
    public string? Socket { get; init; }

    /// <summary>PEM file of the authorities to trust instead of the system's.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>The one certificate that is accepted; null where authorities decide.</summary>
    public string? CertificateFingerprint { get; init; }

    /// <summary>The name the certificate must have; null for the host's.</summary>
    public string? CertificateHost { get; init; }

    /// <summary>True where TLS begins before the first byte of the engine's own protocol.</summary>
    public bool BeginsWithTls { get; init; }

    /// <summary>How the user logs in, where the client chooses it; null where the server does.</summary>
    public string? LoginMethod { get; init; }

    /// <summary>What helps against an untrusted certificate beside pinning it, where that differs from engine to engine; null for what most have.</summary>
    public string? TrustAdvice { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }
}
