using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.PostgreSql.Connections;

namespace DbaPS.PostgreSql.Backups;

/// <summary>How libpq's programs are told to connect exactly as a session does: by environment variables, so that no secret stands on a command line.</summary>
internal static class DumpEnvironment
{
    // The system's authorities by the usual places: before version 16 libpq does not know where they are.
    private static readonly string[] SystemAuthorities =
    [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem", "/opt/homebrew/etc/ca-certificates/cert.pem",
    ];

    /// <param name="major">The program's major version.</param>
    /// <exception cref="DbaException">The session connects in a way libpq has no setting for.</exception>
    public static IReadOnlyDictionary<string, string?> For(PostgreSqlSession session, int major)
    {
        var settings = session.Settings;
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PGHOST"] = settings.Address.Host,
            ["PGPORT"] = settings.Address.Port!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["PGUSER"] = settings.Address.User,
            ["PGDATABASE"] = settings.Address.Database,
            ["PGAPPNAME"] = settings.ApplicationName,
            ["PGCONNECT_TIMEOUT"] = Math.Ceiling(settings.ConnectTimeout.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["PGOPTIONS"] = $"{settings.ServerOptions} -c statement_timeout=0".Trim(),
            ["PGTZ"] = "UTC",
            ["LC_MESSAGES"] = "C",
            // Set by the user for other programs, these would send this one elsewhere.
            ["PGHOSTADDR"] = null,
            ["PGSERVICE"] = null,
            ["PGSERVICEFILE"] = null,
            ["PGTARGETSESSIONATTRS"] = null,
            ["PGLOADBALANCEHOSTS"] = null,
        };
        if (settings.FindPassword() is { } password)
        {
            variables["PGPASSWORD"] = password.Reveal();
        }
        if (settings.ChannelBinding is { } binding)
        {
            variables["PGCHANNELBINDING"] = binding;
        }
        AddTls(variables, settings, major);
        return variables;
    }

    private static void AddTls(Dictionary<string, string?> variables, ConnectionSettings settings, int major)
    {
        var mode = settings.IsSocket ? "disable" : settings.TlsMode switch
        {
            TlsMode.Disable => "disable",
            _ when settings.IsRelaxed => "prefer",
            TlsMode.Require => "require",
            TlsMode.VerifyCA => "verify-ca",
            _ => "verify-full",
        };
        variables["PGSSLMODE"] = mode;
        if (mode is "disable" or "prefer")
        {
            return;
        }
        if (mode is "verify-ca" or "verify-full")
        {
            variables["PGSSLROOTCERT"] = settings.RootCertificate ?? (major >= 16 && mode == "verify-full" ? "system" : Array.Find(SystemAuthorities, File.Exists))
                ?? throw new DbaException(PostgreSqlBackupErrors.DumpCannotConnect("it needs a file of trusted authorities, and none stands in the usual places.", "Give one with -RootCertificate."));
        }
        if (settings.ClientCertificate is { } certificate)
        {
            if (System.IO.Path.GetExtension(certificate).ToUpperInvariant() is ".PFX" or ".P12")
            {
                throw new DbaException(PostgreSqlBackupErrors.DumpCannotConnect("it takes client certificates as PEM only.", "Give certificate and key as PEM files with -ClientCertificate and -ClientKey."));
            }
            if (settings.KeyPassword is not null)
            {
                throw new DbaException(PostgreSqlBackupErrors.DumpCannotConnect("it can't be handed the key's password safely.", "Use a key file without a password that only you can read."));
            }
            variables["PGSSLCERT"] = certificate;
            variables["PGSSLKEY"] = settings.ClientKey ?? certificate;
        }
    }
}
