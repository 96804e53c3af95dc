using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.SqlServer.Connections;

/// <summary>How TLS is used, in the driver's terms.</summary>
/// <param name="IsRelaxed">True on this machine when nobody asked for a check.</param>
/// <param name="HostName">The name the certificate must have; null for the host's.</param>
/// <param name="Pinned">A file with the one certificate that is accepted; null for any the system trusts.</param>
internal sealed record TlsSettings(SqlServerEncryption Encryption, bool TrustsAny, bool IsRelaxed, string? HostName, string? Pinned)
{
    /// <exception cref="DbaException">Something SQL Server or this driver has not, with what to use instead.</exception>
    public static TlsSettings Resolve(ServerAddress address, ConnectOptions options, ServerPlace place, Version driver)
    {
        if (options.ClientCertificate is not null || options.ClientKey is not null)
        {
            throw Declined("A client certificate", "the server has no login by certificate.", "Log in with user and password, Windows or an Entra token.");
        }
        if (options.RootCertificate is not null)
        {
            throw Declined("-RootCertificate", "its driver trusts the system's authorities and one pinned certificate, nothing between.",
                "Add the authority to the system's store, or pin the server's own certificate: ?servercertificate=/path/server.pem.");
        }
        var (hostName, pinned) = (address.Options.GetValueOrDefault("hostnameincertificate"), address.Options.GetValueOrDefault("servercertificate"));
        var encrypt = address.Options.GetValueOrDefault("encrypt")?.ToLowerInvariant();
        if ((hostName ?? pinned) is not null || encrypt == "strict")
        {
            RequireVersion(driver);
        }
        if (options.CertificateFingerprint is not null && encrypt is null or "mandatory" or "strict" or "optional")
        {
            return Pin(address, options, driver, encrypt, hostName, pinned);
        }
        var isLocal = (address with { Host = place.Shown.Split('\\')[0] }).IsLocal;
        var checks = hostName is not null || pinned is not null || encrypt is not null;
        return (options.TlsMode, encrypt) switch
        {
            (TlsMode.VerifyCA, _) => throw Declined("-TlsMode VerifyCA", "its driver checks the name whenever it checks the authority.",
                "Use VerifyFull, with ?hostnameincertificate=name where the certificate has another name."),
            (TlsMode.Disable, null) => new(SqlServerEncryption.Optional, TrustsAny: true, IsRelaxed: false, hostName, pinned),
            (TlsMode.Require, null or "mandatory") => new(SqlServerEncryption.Mandatory, TrustsAny: true, IsRelaxed: false, hostName, pinned),
            (TlsMode.Default, null) when isLocal && !checks => new(SqlServerEncryption.Mandatory, TrustsAny: true, IsRelaxed: true, hostName, pinned),
            (TlsMode.Default, "optional") => new(SqlServerEncryption.Optional, TrustsAny: true, IsRelaxed: false, hostName, pinned),
            (TlsMode.Default or TlsMode.VerifyFull, null or "mandatory") => new(SqlServerEncryption.Mandatory, TrustsAny: false, IsRelaxed: false, hostName, pinned),
            (TlsMode.Default or TlsMode.VerifyFull, "strict") => new(SqlServerEncryption.Strict, TrustsAny: false, IsRelaxed: false, hostName, pinned),
            (_, "mandatory" or "optional" or "strict") => throw ConnectionSettings.Malformed(address, $"encrypt={encrypt} and -TlsMode {options.TlsMode} contradict each other."),
            _ => throw ConnectionSettings.Malformed(address, $"encrypt can't be '{encrypt}' (mandatory, optional, strict)."),
        };
    }

    /// <summary>A pin asks for TLS and for a check, on this machine too. Which file the driver compares with is known once the server has shown its certificate.</summary>
    private static TlsSettings Pin(ServerAddress address, ConnectOptions options, Version driver, string? encrypt, string? hostName, string? pinned)
    {
        if (driver < SqlServerDriver.Compares)
        {
            throw Declined("-CertificateFingerprint", $"this copy of DbaPS was built with {SqlServerDriver.Package} {driver.ToString(3)}, which takes any certificate of a trusted authority for the pinned one; {SqlServerDriver.Compares} compares always.",
                "Use a copy built with the current driver, or add the certificate's authority to the system's store.");
        }
        if (pinned is not null)
        {
            throw ConnectionSettings.Malformed(address, "a certificate is pinned for it twice, by a fingerprint and by servercertificate.");
        }
        return options.TlsMode == TlsMode.Disable || encrypt == "optional"
            ? throw ConnectionSettings.Malformed(address, "a certificate is pinned for it, but TLS is turned off.")
            : new(encrypt == "strict" ? SqlServerEncryption.Strict : SqlServerEncryption.Mandatory, TrustsAny: false, IsRelaxed: false, hostName, Pinned: null);
    }

    private static void RequireVersion(Version driver)
    {
        if (driver < SqlServerDriver.Pins)
        {
            throw Declined("encrypt=strict, servercertificate and hostnameincertificate", $"this copy of DbaPS was built with {SqlServerDriver.Package} {driver.ToString(3)}; {SqlServerDriver.Pins} has them.",
                "Use a copy built with the current driver.");
        }
    }

    private static DbaException Declined(string what, string reason, string advice) => new(DbaErrors.Declined(what, SqlServerEngine.Name, reason, advice));
}
