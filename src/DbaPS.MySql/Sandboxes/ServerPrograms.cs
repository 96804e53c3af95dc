using System.Globalization;
using System.Text.RegularExpressions;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Tools;

namespace DbaPS.MySql.Sandboxes;

/// <summary>A server's program, with the folder of its messages (and, on MariaDB, of the scripts that make its own tables).</summary>
/// <param name="Program">mysqld or mariadbd.</param>
/// <param name="Base">The folder everything is in.</param>
/// <param name="Plugins">Null where the server knows itself.</param>
internal sealed partial record ServerPrograms(string Program, string Base, string Share, string? Plugins, ServerVersion Version)
{
    private static readonly string[] UsualFolders =
    [
        "/usr/sbin", "/usr/libexec", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/usr/local/libexec", "/usr/local/mysql/bin", "/usr/local/mariadb/bin", "/opt/mysql/bin", "/opt/mariadb/bin",
        "/opt/homebrew/opt/mysql/bin", "/opt/homebrew/opt/mariadb/bin", "/usr/local/opt/mysql/bin", "/usr/local/opt/mariadb/bin",
    ];

    /// <summary>The program of a major version, or the newest.</summary>
    /// <param name="major">Null for the newest.</param>
    /// <param name="toolPath">Searched first; what fits there wins.</param>
    /// <exception cref="DbaException">None is installed.</exception>
    public static async Task<ServerPrograms> FindAsync(MySqlDialect kind, int? major, string? toolPath, CancellationToken cancellationToken)
    {
        var found = new List<ServerPrograms>();
        foreach (var folder in Named(kind, toolPath))
        {
            if (await TryReadAsync(kind, folder, cancellationToken) is { } named && Fits(named))
            {
                return named;
            }
        }
        foreach (var folder in Split(Environment.GetEnvironmentVariable("PATH")).Concat(UsualFolders).Distinct())
        {
            if (await TryReadAsync(kind, folder, cancellationToken) is { } usual)
            {
                found.Add(usual);
            }
        }
        return found.Where(Fits).MaxBy(p => p.Version.Major) ?? throw new DbaException(Missing(kind, major, toolPath, found));

        bool Fits(ServerPrograms programs) => major is null || programs.Version.Major == major;
    }

    /// <summary>Folders to search before the usual places, separated like PATH.</summary>
    private static string Variable(MySqlDialect kind) => kind == MySqlDialect.MariaDb ? "DBAPS_MARIADB_BIN" : "DBAPS_MYSQL_BIN";

    private static IEnumerable<string> Named(MySqlDialect kind, string? toolPath) =>
        [.. toolPath is null ? [] : (string[])[toolPath, Path.Combine(toolPath, "bin"), Path.Combine(toolPath, "sbin"), Path.Combine(toolPath, "usr", "sbin")], .. Split(Environment.GetEnvironmentVariable(Variable(kind)))];

    private static string[] Split(string? list) => (list ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task<ServerPrograms?> TryReadAsync(MySqlDialect kind, string folder, CancellationToken cancellationToken)
    {
        string[] names = kind == MySqlDialect.MariaDb ? ["mariadbd", "mysqld"] : ["mysqld"];
        foreach (var program in names.Select(n => Path.Combine(folder, n)).Where(File.Exists))
        {
            if (await VersionAsync(kind, program, cancellationToken) is { } version && Places(kind, program) is var (root, share, plugins))
            {
                return new ServerPrograms(program, root, share, plugins, version);
            }
        }
        return null;
    }

    /// <summary>"mysqld  Ver 9.7.4-2 for Linux …", "mariadbd  Ver 10.11.18-MariaDB-… for …": where MariaDB is installed, mysqld may be its name too.</summary>
    private static async Task<ServerVersion?> VersionAsync(MySqlDialect kind, string program, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await ToolRunner.RunAsync(program, ["--no-defaults", "--version"], cancellationToken: cancellationToken);
            var text = VersionText().Match(answer.Output);
            if (answer.ExitCode != 0 || !text.Success || answer.Output.Contains("MariaDB", StringComparison.OrdinalIgnoreCase) != (kind == MySqlDialect.MariaDb))
            {
                return null;
            }
            var version = ServerVersion.Parse(text.Groups[1].Value);
            return kind == MySqlDialect.MariaDb ? version.IsAtLeast(10, 6) ? version : null : version.IsAtLeast(8, 0) ? version : null;
        }
        catch (DbaException)
        {
            // A file of that name that doesn't run is none.
            return null;
        }
    }

    private static (string Root, string Share, string? Plugins)? Places(MySqlDialect kind, string program)
    {
        // A link on PATH stands beside no messages: what counts is where it leads.
        var folder = Path.GetDirectoryName(File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program)!;
        foreach (var root in ((string[])[Path.Combine(folder, ".."), Path.Combine(folder, "..", "usr")]).Select(Path.GetFullPath))
        {
            foreach (var share in ((string[])["share/mysql", "share/mariadb", "share", "share/mysql-9.0", "share/mysql-8.0", "share/mysql-8.4"]).Select(s => Path.Combine(root, s)))
            {
                if (Directory.Exists(Path.Combine(share, "english")) && (kind == MySqlDialect.MySql || Script(share, "system_tables") is not null))
                {
                    var plugins = ((string[])["lib/mysql/plugin", "lib/mariadb/plugin", "lib64/mysql/plugin", "lib64/mariadb/plugin", "lib/plugin"]).Select(p => Path.Combine(root, p)).FirstOrDefault(Directory.Exists);
                    return (root, share, plugins);
                }
            }
        }
        return null;
    }

    /// <summary>One of the scripts that make MariaDB's own tables; since version 11 their names begin otherwise.</summary>
    public static string? Script(string share, string name) =>
        ((string[])["mariadb_", "mysql_"]).Select(prefix => Path.Combine(share, $"{prefix}{name}.sql")).FirstOrDefault(File.Exists);

    private static DbaError Missing(MySqlDialect kind, int? major, string? toolPath, List<ServerPrograms> found)
    {
        var product = kind == MySqlDialect.MariaDb ? MariaDbEngine.Name : MySqlEngine.Name;
        var wanted = major is { } number ? string.Create(CultureInfo.InvariantCulture, $"{product} {number}'s server program") : $"{product}'s server program";
        var where = toolPath is null ? "on PATH or in the usual places" : $"in {toolPath}, on PATH or in the usual places";
        var have = found.Count == 0 ? "" : $" Found: {string.Join(", ", found.Select(p => $"{p.Version} in {Path.GetDirectoryName(p.Program)}"))}.";
        var package = kind == MySqlDialect.MariaDb ? "mariadb-server-core" : "mysql-server-core";
        return DbaErrors.ToolMissing(wanted, $"a sandbox is a server of its own, and it is not {where}.{have}",
            $"Install the package (Debian: {package}, which has no service), or name the folder with {(kind == MySqlDialect.MariaDb ? "mariadbd" : "mysqld")} with -ToolPath or {Variable(kind)}.");
    }

    [GeneratedRegex(@"Ver (\d+\.\d+\.\d+\S*)")]
    private static partial Regex VersionText();
}
