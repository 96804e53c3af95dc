using System.Text.RegularExpressions;
using DbaPS.Backups;
using DbaPS.Testing.Servers;

namespace DbaPS.Cli.Tests.Backups;

/// <summary>The order in which a backup reaches the disk, as the system calls tell it.</summary>
public sealed partial class DiskOrder(PostgreSql15 shared) : IClassFixture<PostgreSql15>, IDisposable
{
    private readonly Dbaps _dbaps = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _dbaps.Dispose();

    [Fact]
    public async Task Files_then_the_manifest_then_the_folders_then_the_name_then_the_parent()
    {
        await Strace.RequireAsync(_dbaps, Token);
        var server = shared.Server;
        Assert.SkipUnless(server.HasClientPrograms, "pg_dump 15 is not installed. Install postgresql-client-15.");
        var database = server.CreateDatabase();
        await server.ExecuteAsync("CREATE TABLE a AS SELECT g FROM generate_series(1, 10000) g; CREATE TABLE b AS TABLE a; CREATE TABLE c AS TABLE a; SELECT lo_from_bytea(0, 'object')", database, Token);
        var (trace, parent) = (Path.Combine(_dbaps.Folder, "trace"), Path.Combine(_dbaps.Folder, "backups"));
        _dbaps.Environment["DBAPS_SERVER"] = server.UriOf(database);

        using var process = _dbaps.StartProgram("strace", "-f", "-y", "-s", "512", "-e", "trace=fsync,fdatasync,rename,renameat,renameat2", "-o", trace,
            "dotnet", Dbaps.Program, "Backup-DbaDatabase", "-Path", parent, "-Name", "one", "-Yes", "-NoInput");
        process.StandardInput.Close();
        (await Dbaps.EndAsync(process)).Ok();

        var (final, partial) = (Path.Combine(parent, "one"), Path.Combine(parent, "one.partial"));
        var calls = Calls(await File.ReadAllLinesAsync(trace, Token));
        var manifest = (await BackupReader.OpenAsync(final, Token)).Manifest;
        int At(string what) => Assert.Single(Enumerable.Range(0, calls.Count), i => calls[i] == what);
        var files = manifest.Files.Select(f => At($"sync {partial}/{f.Path}")).ToList();
        var folders = Directory.GetDirectories(final).Select(d => At($"sync {partial}/{Path.GetFileName(d)}")).ToList();
        var (check, json, own, name, above) = (At($"sync {partial}/manifest.json.sha256"), At($"sync {partial}/manifest.json"), At($"sync {partial}"),
            At($"rename {partial} {final}"), calls.LastIndexOf($"sync {parent}"));

        Assert.True(files.Count >= 5 && folders.Count == 3, $"{files.Count} files, {folders.Count} folders");
        Assert.True(files.Max() < json && check < json && folders.Max() < json, "The manifest reached the disk before what it names.");
        Assert.True(json < own && own < name && name < above, string.Join('\n', calls));
    }

    /// <summary>"12345 fsync(7&lt;/path&gt;) = 0", and calls that another thread's line tore in two.</summary>
    private static List<string> Calls(IEnumerable<string> lines)
    {
        var calls = new List<string>();
        foreach (var line in lines.Where(l => !l.Contains("= -1", StringComparison.Ordinal)))
        {
            if (SyncCall().Match(line) is { Success: true } sync)
            {
                calls.Add($"sync {sync.Groups[1].Value}");
            }
            else if (RenameCall().Match(line) is { Success: true } rename)
            {
                calls.Add($"rename {rename.Groups[1].Value.TrimEnd('/')} {rename.Groups[2].Value.TrimEnd('/')}");
            }
        }
        return calls;
    }

    [GeneratedRegex(@"\bf(?:data)?sync\(\d+<([^>]*)>")]
    private static partial Regex SyncCall();

    [GeneratedRegex("""\brename(?:at2?)?\([^"]*"([^"]*)",[^"]*"([^"]*)"[^"]*$""")]
    private static partial Regex RenameCall();
}
