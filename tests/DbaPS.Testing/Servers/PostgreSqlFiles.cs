using System.Globalization;

namespace DbaPS.Testing.Servers;

/// <summary>The files that configure a throwaway server, all in its folder.</summary>
internal sealed class PostgreSqlFiles(PostgreSqlOptions options, string programFolder, string folder)
{
    private bool HasTls => options.Tls || options.RequireTls;

    public string DataFolder => Path.Combine(folder, "data");

    public string LogFile => Path.Combine(folder, "log");

    public string? CertificateAuthorityFile => HasTls ? Path.Combine(folder, "authority.pem") : null;

    /// <summary>The server's libraries include pg_stat_statements, and with it the rest of contrib.</summary>
    public bool HasContrib
    {
        get
        {
            var libraries = Path.GetFullPath(Path.Combine(programFolder, "..", "lib"));
            return File.Exists(Path.Combine(libraries, "pg_stat_statements.so")) || File.Exists(Path.Combine(libraries, "postgresql", "pg_stat_statements.so"));
        }
    }

    private string CertificateFile => Path.Combine(folder, "server.pem");

    private string KeyFile => Path.Combine(folder, "server.key");

    private string SettingsFile => Path.Combine(folder, "test.conf");

    /// <summary>Writes what does not change while the server lives; the authority is null without TLS.</summary>
    public async Task<TestAuthority?> PrepareAsync()
    {
        var kind = options.RequireTls ? "hostssl" : "host";
        string[] usual =
        [
            "local all         all              scram-sha-256",
            $"{kind} all         all 127.0.0.1/32 scram-sha-256",
            "local replication all              scram-sha-256",
            $"{kind} replication all 127.0.0.1/32 scram-sha-256",
        ];
        await File.WriteAllLinesAsync(Path.Combine(DataFolder, "pg_hba.conf"), [.. options.HostBasedAuthentication, .. usual]);
        await File.AppendAllTextAsync(Path.Combine(DataFolder, "postgresql.conf"), "\ninclude '../test.conf'\n");
        if (!HasTls)
        {
            return null;
        }

        var authority = new TestAuthority();
        var certificate = options.ServerCertificate?.Invoke(authority) ?? authority.IssueServer();
        await File.WriteAllTextAsync(CertificateAuthorityFile!, authority.CertificatePem);
        await File.WriteAllTextAsync(CertificateFile, certificate.CertificatePem);
        await File.WriteAllTextAsync(KeyFile, certificate.KeyPem);
        Unix.MakePrivate(KeyFile);
        return authority;
    }

    public async Task WriteSettingsAsync(int port)
    {
        var onOff = options.Fsync ? "on" : "off";
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["listen_addresses"] = $"'{PostgreSqlServer.Host}'",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = $"'{folder}'",
            ["shared_buffers"] = "32MB",
            ["max_connections"] = "60",
            ["timezone"] = "'UTC'",
            ["log_timezone"] = "'UTC'",
            ["fsync"] = onOff,
            ["full_page_writes"] = onOff,
            ["synchronous_commit"] = onOff,
        };
        if (HasContrib)
        {
            settings["shared_preload_libraries"] = "'pg_stat_statements'";
        }

        if (HasTls)
        {
            settings["ssl"] = "on";
            settings["ssl_cert_file"] = $"'{CertificateFile}'";
            settings["ssl_key_file"] = $"'{KeyFile}'";
            settings["ssl_ca_file"] = $"'{CertificateAuthorityFile}'";
        }

        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        await File.WriteAllLinesAsync(SettingsFile, settings.Select(setting => $"{setting.Key} = {setting.Value}"));
    }
}
