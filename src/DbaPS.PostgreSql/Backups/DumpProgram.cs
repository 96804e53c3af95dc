using System.Globalization;
using DbaPS.Errors;
using DbaPS.Tools;

namespace DbaPS.PostgreSql.Backups;

/// <summary>A pg_dump on this machine.</summary>
/// <param name="Path">The program.</param>
/// <param name="Major">Its major version.</param>
/// <param name="Version">Its version as it gives it, e.g. <c>15.18 (Debian …)</c>.</param>
internal sealed record DumpProgram(string Path, int Major, string Version)
{
    /// <summary>The best pg_dump for a server: its own major version, else the next newer one. An older one can't read the catalogue.</summary>
    /// <param name="folder">A folder to look in first; what it holds wins over every other.</param>
    /// <exception cref="DbaException">None that is new enough.</exception>
    public static async Task<DumpProgram> FindAsync(int serverMajor, string? folder, CancellationToken cancellationToken)
    {
        var found = new List<DumpProgram>();
        foreach (var candidate in folder is null ? Usual() : [System.IO.Path.Combine(folder, Name), .. Usual()])
        {
            if (!File.Exists(candidate) || found.Any(f => f.Path == candidate) || await TryVersionAsync(candidate, cancellationToken) is not { } version)
            {
                continue;
            }
            var program = new DumpProgram(candidate, MajorOf(version), version);
            if (found.Count == 0 && folder is not null && candidate.StartsWith(folder, StringComparison.Ordinal) && program.Major >= serverMajor)
            {
                return program;
            }
            found.Add(program);
        }
        return found.Where(f => f.Major >= serverMajor).MinBy(f => f.Major)
            ?? throw new DbaException(PostgreSqlBackupErrors.DumpMissing(serverMajor, [.. found.Select(f => $"{f.Version.Split(' ')[0]} ({f.Path})")]));
    }

    private static string Name => OperatingSystem.IsWindows() ? "pg_dump.exe" : "pg_dump";

    private static IEnumerable<string> Usual()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            yield return System.IO.Path.Combine(folder, Name);
        }
        (string Parent, string Pattern)[] places = OperatingSystem.IsWindows()
            ? [(System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*")]
            : OperatingSystem.IsMacOS()
                ? [("/opt/homebrew/opt", "postgresql@*"), ("/usr/local/opt", "postgresql@*"), ("/Library/PostgreSQL", "*")]
                : [("/usr/lib/postgresql", "*"), ("/usr", "pgsql-*"), ("/usr/local", "pgsql*")];
        foreach (var (parent, pattern) in places)
        {
            if (!Directory.Exists(parent))
            {
                continue;
            }
            foreach (var folder in Directory.EnumerateDirectories(parent, pattern).OrderDescending(StringComparer.Ordinal))
            {
                yield return System.IO.Path.Combine(folder, "bin", Name);
            }
        }
    }

    private static async Task<string?> TryVersionAsync(string program, CancellationToken cancellationToken)
    {
        try
        {
            var result = await ToolRunner.RunAsync(program, ["--version"], cancellationToken: cancellationToken);
            var mark = result.Output.IndexOf(") ", StringComparison.Ordinal);
            return result.ExitCode == 0 && mark > 0 ? result.Output[(mark + 2)..].Trim() : null;
        }
        catch (DbaException)
        {
            // A file of that name that doesn't run is none.
            return null;
        }
    }

    private static int MajorOf(string version) =>
        int.TryParse(new string([.. version.TakeWhile(char.IsAsciiDigit)]), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;
}
