using System.Globalization;
using DbaPS.Errors;
using DbaPS.Tools;

namespace DbaPS.PostgreSql.Sandboxes;

/// <summary>A folder with a server's programs: initdb, pg_ctl and postgres.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Major">Their major version.</param>
internal sealed record ServerPrograms(string Folder, int Major)
{
    /// <summary>Folders to search before the usual places, separated like PATH.</summary>
    public const string Variable = "DBAPS_POSTGRES_BIN";

    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    public string InitDb => Program(Folder, "initdb");

    public string PgCtl => Program(Folder, "pg_ctl");

    /// <summary>True when the server can load the library of an extension.</summary>
    public bool HasLibrary(string name)
    {
        var root = Path.GetFullPath(Path.Combine(Folder, ".."));
        string[] endings = OperatingSystem.IsWindows() ? [".dll"] : OperatingSystem.IsMacOS() ? [".dylib", ".so"] : [".so"];
        return (from place in (string[])["lib", Path.Combine("lib", "postgresql"), Path.Combine("lib64", "pgsql")]
                from ending in endings
                select Path.Combine(root, place, name + ending)).Any(File.Exists);
    }

    /// <summary>The programs of a major version, or of the newest that DbaPS is tested with.</summary>
    /// <param name="major">Null for the newest.</param>
    /// <param name="toolPath">Searched first; what fits there wins.</param>
    /// <exception cref="DbaException">None is installed.</exception>
    public static async Task<ServerPrograms> FindAsync(int? major, string? toolPath, CancellationToken cancellationToken)
    {
        if (major is < PostgreSqlSession.OldestMajor)
        {
            throw new DbaException(DbaErrors.VersionUnsupported("A sandbox", $"PostgreSQL {major}", $"PostgreSQL {PostgreSqlSession.OldestMajor} to {PostgreSqlSession.NewestMajor}"));
        }
        var found = new List<ServerPrograms>();
        foreach (var folder in Named(toolPath))
        {
            if (await TryReadAsync(folder, cancellationToken) is { } named && Fits(named))
            {
                return named;
            }
        }
        foreach (var folder in Usual().Distinct())
        {
            if (await TryReadAsync(folder, cancellationToken) is { } usual)
            {
                found.Add(usual);
            }
        }
        return found.Where(Fits).MaxBy(p => p.Major) ?? throw new DbaException(Missing(major, toolPath, found));

        bool Fits(ServerPrograms programs) => major is { } wanted ? programs.Major == wanted : programs.Major is >= PostgreSqlSession.OldestMajor and <= PostgreSqlSession.NewestMajor;
    }

    private static string Program(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    private static IEnumerable<string> Named(string? toolPath) =>
        toolPath is null ? Split(Environment.GetEnvironmentVariable(Variable)) : [toolPath, Path.Combine(toolPath, "bin"), .. Split(Environment.GetEnvironmentVariable(Variable))];

    private static IEnumerable<string> Usual()
    {
        foreach (var folder in Split(Environment.GetEnvironmentVariable("PATH")))
        {
            yield return folder;
        }
        (string Parent, string Pattern)[] places = OperatingSystem.IsWindows()
            ? [(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*")]
            : OperatingSystem.IsMacOS()
                ? [("/opt/homebrew/opt", "postgresql@*"), ("/usr/local/opt", "postgresql@*"), ("/Library/PostgreSQL", "*"), ("/Applications/Postgres.app/Contents/Versions", "*")]
                : [("/usr/lib/postgresql", "*"), ("/usr", "pgsql-*"), ("/usr/local", "pgsql*"), ("/usr/libexec", "postgresql*"), ("/opt/homebrew/opt", "postgresql@*"), ("/home/linuxbrew/.linuxbrew/opt", "postgresql@*")];
        foreach (var (parent, pattern) in places)
        {
            foreach (var folder in Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, pattern) : [])
            {
                yield return Path.Combine(folder, "bin");
                yield return folder;
            }
        }
    }

    private static string[] Split(string? list) => (list ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task<ServerPrograms?> TryReadAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Needed.All(name => File.Exists(Program(folder, name))))
        {
            return null;
        }
        // A link on PATH stands beside no libraries: what counts is where it leads.
        if (File.ResolveLinkTarget(Program(folder, "postgres"), returnFinalTarget: true) is FileInfo { DirectoryName: { } real } && Needed.All(name => File.Exists(Program(real, name))))
        {
            folder = real;
        }
        try
        {
            // "postgres (PostgreSQL) 15.18 (Debian …)"
            var answer = await ToolRunner.RunAsync(Program(folder, "postgres"), ["--version"], cancellationToken: cancellationToken);
            var number = new string([.. answer.Output.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]);
            return answer.ExitCode == 0 && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? new ServerPrograms(folder, major) : null;
        }
        catch (DbaException)
        {
            // A file of that name that doesn't run is none.
            return null;
        }
    }

    private static DbaError Missing(int? major, string? toolPath, List<ServerPrograms> found)
    {
        var wanted = major is { } number ? $"PostgreSQL {number}'s server programs" : "PostgreSQL's server programs";
        var where = toolPath is null ? "on PATH or in the usual places" : $"in {toolPath}, on PATH or in the usual places";
        var have = found.Count == 0 ? "" : $" Found: {string.Join(", ", found.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Major} in {p.Folder}")))}.";
        return DbaErrors.ToolMissing(wanted, $"a sandbox is a server of its own, and they are not {where}.{have}",
            $"Install the package (Debian: postgresql-{major ?? PostgreSqlSession.NewestMajor}, without its service), or name the folder with initdb, pg_ctl and postgres with -ToolPath or {Variable}.");
    }
}
