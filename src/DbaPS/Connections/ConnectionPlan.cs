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

    public required TimeSpan ConnectTimeout { get; init; }
}
