using System.Globalization;

namespace DbaPS.Testing.Servers;

/// <summary>The files and the command line of a throwaway MariaDB or MySQL.</summary>
internal sealed class MySqlFiles(MySqlOptions options, string programs, string folder)
{
    private bool HasTls => options.Tls || options.RequireTls;

    public string DataFolder => Path.Combine(folder, "data");

    public string LogFile => Path.Combine(folder, "log");

    public string Socket => Path.Combine(folder, "socket");

    public string? CertificateAuthorityFile => HasTls ? Path.Combine(folder, "authority.pem") : null;

    private string CertificateFile => Path.Combine(folder, "server.pem");

    private string KeyFile => Path.Combine(folder, "server.key");

    private string InitFile => Path.Combine(folder, "init.sql");

    /// <summary>What every start of a program over an unpacked folder needs.</summary>
    public static IReadOnlyList<string> Places(MySqlProduct product, string programs, string dataFolder) =>
    [
        Path.Combine(programs, "bin", product.Program), "--no-defaults", $"--basedir={programs}/usr", $"--datadir={dataFolder}",
        $"--lc-messages-dir={programs}/usr/share/mysql", $"--plugin-dir={programs}/usr/lib/mysql/plugin",
    ];

    /// <summary>Writes what does not change while the server lives; the authority is null without TLS.</summary>
    public async Task<TestAuthority?> PrepareAsync(string password)
    {
        Directory.CreateDirectory(Path.Combine(folder, "tmp"));
        // Run at every start; a line is a statement.
        string[] accounts = ["'root'@'127.0.0.1'", "'root'@'localhost'"];
        await File.WriteAllLinesAsync(InitFile,
        [
            "CREATE DATABASE IF NOT EXISTS test;",
            .. accounts.SelectMany(account => (string[])
            [
                $"CREATE USER IF NOT EXISTS {account};",
                $"ALTER USER {account} IDENTIFIED {(options.Product.IsMariaDb ? "" : "WITH caching_sha2_password ")}BY '{password}';",
                $"GRANT ALL PRIVILEGES ON *.* TO {account} WITH GRANT OPTION;",
            ]),
        ]);
        Unix.MakePrivate(InitFile);
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

    public IReadOnlyList<string> Command(int port)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["bind-address"] = MySqlServer.Host,
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["socket"] = Socket,
            ["pid-file"] = Path.Combine(folder, "pid"),
            ["init-file"] = InitFile,
            // Temporary files in a folder of its own: servers that are killed leave some behind.
            ["tmpdir"] = Path.Combine(folder, "tmp"),
            ["skip-name-resolve"] = null,
            ["secure-file-priv"] = "",
            ["character-set-server"] = "utf8mb4",
            ["max-connections"] = "150",
            ["innodb-buffer-pool-size"] = "64M",
            ["innodb-flush-log-at-trx-commit"] = options.Fsync ? "1" : "0",
            ["sync-binlog"] = options.Fsync ? "1" : "0",
            ["innodb-doublewrite"] = options.Fsync ? "ON" : "OFF",
            ["log-bin"] = "binlog",
            ["server-id"] = "1",
            ["local-infile"] = "ON",
            ["performance-schema"] = options.PerformanceSchema ? "ON" : "OFF",
            // The usual number is fewer than all tests' statements, and what comes after is counted together.
            ["performance-schema-digests-size"] = "20000",
        };
        if (!options.Product.IsMariaDb)
        {
            settings["mysqlx"] = "OFF";
            settings["performance-schema"] = "ON";
        }

        if (HasTls)
        {
            settings["ssl-ca"] = CertificateAuthorityFile;
            settings["ssl-cert"] = CertificateFile;
            settings["ssl-key"] = KeyFile;
        }
        else if (options.Product.IsMariaDb)
        {
            settings["skip-ssl"] = null;
        }
        else
        {
            settings["tls-version"] = "";
        }

        if (options.RequireTls)
        {
            settings["require-secure-transport"] = "ON";
        }

        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return [.. Places(options.Product, programs, DataFolder), .. settings.Select(setting => setting.Value is null ? $"--{setting.Key}" : $"--{setting.Key}={setting.Value}")];
    }
}
