using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.SqlServer.Connections;

/// <summary>
/// Holds sessions to the certificate that was pinned, and shows the one that was refused. The driver compares with a file at each
/// connection but tells nothing of a certificate, so it is fetched apart.
/// </summary>
internal static class CertificatePin
{
    /// <summary>Settings that let the driver compare, once the server has shown the pinned certificate; as they are, where none is pinned.</summary>
    /// <exception cref="DbaException">The server shows another one, or has no TLS.</exception>
    public static async Task<ConnectionSettings> ApplyAsync(ConnectionSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Options.CertificateFingerprint is not { } pinned)
        {
            return settings;
        }
        var server = settings.Address.ToString();
        if (await AskAsync(settings, cancellationToken) is not { } shown)
        {
            throw new DbaException(DbaErrors.TlsUnavailable(server, TlsMode.VerifyFull, "a certificate in SQL Server Configuration Manager", null));
        }
        if (shown.Certificate.Fingerprint != pinned)
        {
            throw new DbaException(DbaErrors.CertificateChanged(server, shown.Certificate, settings.Options, null));
        }
        return settings with { Login = settings.Login with { ServerCertificate = CertificateKeep.Put(settings.Options.DataFolder, pinned, shown.Encoded) } };
    }

    /// <summary>The error of a refused certificate with the certificate in it and how to pin it; as it is, where the server does not show it again.</summary>
    public static async Task<DbaError> ShowAsync(DbaError error, ConnectionSettings settings, Version driver, CancellationToken cancellationToken)
    {
        try
        {
            if (await AskAsync(settings, cancellationToken) is not { } shown)
            {
                return error;
            }
            var server = settings.Address.ToString();
            if (settings.Login.ServerCertificate is not null)
            {
                return DbaErrors.CertificateChanged(server, shown.Certificate, settings.Options, error.Cause) with { NativeCode = error.NativeCode };
            }
            var told = DbaErrors.CertificateUntrusted(server, shown.Problem ?? "the driver did not accept it.", shown.Certificate, settings.Options, error.Cause, SqlServerErrors.TrustAdvice) with { NativeCode = error.NativeCode };
            return driver < SqlServerDriver.Compares ? told with { RecommendedAction = SqlServerErrors.TrustAdvice } : told;
        }
        catch (DbaException)
        {
            return error;
        }
    }

    private static async Task<ShownCertificate?> AskAsync(ConnectionSettings settings, CancellationToken cancellationToken) =>
        await ShownCertificate.AskAsync(new SqlServerConnectionProbe(), await SqlServerConnectionProbe.PlanAsync(settings, cancellationToken), cancellationToken);
}
