using System.Globalization;
using System.Net;
using DbaPS.Sandboxes;

namespace DbaPS.MySql.Sandboxes;

/// <summary>Makes a sandbox's data folder and the command that serves it.</summary>
/// <param name="fast">Trades durability for speed.</param>
internal sealed class SandboxSetup(MySqlDialect kind, ServerPrograms programs, SandboxAccount account, SandboxFolder folder, bool fast)
{
    /// <summary>The scripts that make MariaDB's own tables, in order; those a version does not have are passed over.</summary>
    private static readonly string[] SystemScripts = ["system_tables", "performance_tables", "system_tables_data", "sys_schema"];

    private string BootstrapFile => Path.Combine(folder.Root, "bootstrap.sql");

    /// <summary>What every start of the program needs.</summary>
    private IEnumerable<string> Places =>
    [
        "--no-defaults", $"--basedir={programs.Base}", $"--datadir={folder.Data}", $"--lc-messages-dir={programs.Share}", $"--tmpdir={folder.Temporary}",
        .. programs.Plugins is { } plugins ? (string[])[$"--plugin-dir={plugins}"] : [],
    ];

    public async Task InitializeAsync(string password)
    {
        foreach (var path in (string[])[folder.Root, folder.Data, folder.Temporary])
        {
            SandboxFiles.MakePrivate(path);
        }
        // The password reaches the server in a file: a command line can be read by everyone on the machine.
        SandboxFiles.WritePrivate(folder.InitFile, string.Concat(Accounts(password).Select(line => line + "\n")));
        SandboxFiles.WriteCertificate(folder.CertificateFile, folder.KeyFile);
        var scripts = kind == MySqlDialect.MariaDb ? await BootstrapAsync() : null;
        if (scripts is not null)
        {
            SandboxFiles.WritePrivate(BootstrapFile, scripts);
        }
        foreach (var path in (string[])[folder.InitFile, folder.CertificateFile, folder.KeyFile, .. scripts is null ? [] : (string[])[BootstrapFile], folder.Data, folder.Temporary, folder.Root])
        {
            await account.TakeAsync(path, CancellationToken.None);
        }
        // To its end, a few seconds: killed half-way it would leave a process in a folder that is about to go.
        await (scripts is null
            ? account.RunAsync(programs.Program, [.. Places, "--initialize-insecure", "--skip-log-bin", "--loose-mysqlx=OFF"], CancellationToken.None)
            : account.RunAsync("/bin/sh", ["-c", "input=$1; shift; exec \"$@\" < \"$input\"", "sh", BootstrapFile, programs.Program, .. Places, "--bootstrap", "--skip-log-bin"], CancellationToken.None));
        File.Delete(BootstrapFile);
    }

    public IReadOnlyList<string> Command(int port)
    {
        var settings = new Dictionary<string, string?>
        {
            ["bind-address"] = IPAddress.Loopback.ToString(),
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            // A socket's path may have about 100 characters, which a temporary folder's can exceed: it is counted from the data folder.
            ["socket"] = "sandbox.sock",
            ["pid-file"] = folder.ProcessFile,
            ["init-file"] = folder.InitFile,
            ["ssl-cert"] = folder.CertificateFile,
            ["ssl-key"] = folder.KeyFile,
            ["skip-name-resolve"] = null,
            ["skip-log-bin"] = null,
            // Nobody else's files, and no jobs of the database it is a copy of.
            ["secure-file-priv"] = folder.Temporary,
            ["event-scheduler"] = "OFF",
            ["local-infile"] = "ON",
            ["character-set-server"] = "utf8mb4",
            ["max-allowed-packet"] = "1G",
            ["innodb-buffer-pool-size"] = "128M",
            // What the source took must not be refused here.
            ["innodb-strict-mode"] = "OFF",
            ["loose-mysqlx"] = "OFF",
        };
        if (fast)
        {
            settings["innodb-flush-log-at-trx-commit"] = "0";
            settings["innodb-doublewrite"] = "OFF";
        }
        return [.. Places, .. settings.Select(setting => setting.Value is null ? $"--{setting.Key}" : $"--{setting.Key}={setting.Value}")];
    }

    private static IEnumerable<string> Accounts(string password) => ((string[])["'root'@'localhost'", "'root'@'127.0.0.1'"]).SelectMany(name => (string[])
    [
        $"CREATE USER IF NOT EXISTS {name};", $"ALTER USER {name} IDENTIFIED BY '{password}';", $"GRANT ALL PRIVILEGES ON *.* TO {name} WITH GRANT OPTION;",
    ]);

    private async Task<string> BootstrapAsync()
    {
        var text = new System.Text.StringBuilder("CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\n");
        foreach (var script in SystemScripts.Select(name => ServerPrograms.Script(programs.Share, name)).OfType<string>())
        {
            text.Append(await File.ReadAllTextAsync(script));
        }
        return text.ToString();
    }
}
