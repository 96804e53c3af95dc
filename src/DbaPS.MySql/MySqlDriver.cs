using System.Security.Cryptography.X509Certificates;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.MySql.Connections;
using DbaPS.MySql.Drivers;
using DbaPS.Parts;

namespace DbaPS.MySql;

/// <summary>The one file that names the driver: finds the adapter beside the engine, and sets its pools up by our rules.</summary>
internal static class MySqlDriver
{
    private const string Package = "MySqlConnector";

    private static readonly Lazy<IMySqlDriver> Adapter = new(() => DriverAdapter.Load<IMySqlDriver>("MySQL and MariaDB", Package));

    /// <exception cref="DbaException">The adapter was not built.</exception>
    public static IMySqlDriver Current => Adapter.Value;

    /// <summary>What a pool is opened with; certificates that it owns are in <paramref name="certificates"/>.</summary>
    /// <param name="onCertificate">Receives why the server's certificate is refused; null when it is not.</param>
    public static MySqlPoolOptions Describe(ConnectionSettings settings, Action<CertificateRefusal?> onCertificate, out IReadOnlyList<X509Certificate2> certificates)
    {
        var encrypts = settings.TlsMode != TlsMode.Disable;
        // Nobody stands between the ends of a socket. But by caching_sha2_password the server wants the password itself there, and the driver
        // sends that over TLS only.
        var checks = encrypts && !settings.IsSocket;
        var roots = checks && settings.RootCertificate is { } root ? CertificateFiles.Authorities(root) : null;
        var client = encrypts && settings.ClientCertificate is { } file ? CertificateFiles.Client(file, settings.ClientKey, settings.KeyPassword) : null;
        certificates = [.. roots ?? [], .. client ?? []];
        // A check that was not asked for by name is the full one.
        var mode = settings.IsRelaxed ? TlsMode.Require : settings.TlsMode == TlsMode.Default ? TlsMode.VerifyFull : settings.TlsMode;
        if (checks && mode is TlsMode.VerifyCA or TlsMode.VerifyFull && Current.Lacks(MySqlDriverFeature.VerifiedTls) is { } unverified)
        {
            throw new DbaException(DbaErrors.Declined("Checking the server's certificate", Current.Name, unverified, $"Build with {Package}, or accept the risk with -TlsMode Require."));
        }
        if (client is not null && Current.Lacks(MySqlDriverFeature.ClientCertificates) is { } uncertified)
        {
            throw new DbaException(DbaErrors.Declined("Showing a client certificate", Current.Name, uncertified, $"Build with {Package}, or log in with a password."));
        }
        return new MySqlPoolOptions
        {
            Host = settings.Address.Host,
            IsSocket = settings.IsSocket,
            Port = settings.Address.Port!.Value,
            User = settings.Address.User!,
            Password = settings.Password,
            PasswordSource = settings.Options.PasswordSource,
            Database = settings.Address.Database,
            ConnectTimeout = settings.ConnectTimeout,
            ProgramName = settings.ProgramName,
            Tls = !encrypts ? MySqlTls.Never : settings.IsRelaxed || settings.IsSocket ? MySqlTls.Preferred : MySqlTls.Required,
            Judge = !checks ? null : (_, certificate, chain, problems) =>
            {
                var refusal = settings.Options.CertificateFingerprint is { } pinned
                    ? CertificateRefusal.OfOther(pinned, certificate)
                    : CertificateFiles.Judge(mode, settings.Address.Host, roots, certificate, chain, problems);
                onCertificate(refusal);
                return refusal is null;
            },
            ClientCertificates = client,
            AllowPublicKeyRetrieval = settings.AllowPublicKeyRetrieval,
            ServerPublicKeyFile = settings.ServerPublicKeyFile,
        };
    }
}
