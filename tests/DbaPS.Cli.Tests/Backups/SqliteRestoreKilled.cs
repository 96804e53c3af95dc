using System.Globalization;
using System.Text.Json;

namespace DbaPS.Cli.Tests.Backups;

/// <summary>A restore over an existing SQLite file, killed before each renaming, each deletion and each writing through to the disk.</summary>
public sealed class SqliteRestoreKilled : IDisposable
{
    private const int MostSteps = 60;

    /// <summary>strace counts each by itself.</summary>
    private static readonly string[] Calls = ["rename", "unlink", "fsync"];

    private readonly Dbaps _dbaps = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _dbaps.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Leaves_the_old_file_or_the_new_one_whole(bool withSidecar)
    {
        await Strace.RequireAsync(_dbaps, Token);
        var source = Path.Combine(_dbaps.Folder, "source.db");
        var old = Path.Combine(_dbaps.Folder, "old.db");
        await SqlAsync($"{source}?mode=rwc", "CREATE TABLE fresh (id INTEGER PRIMARY KEY, note TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO fresh SELECT i, 'x' || i FROM n");
        await SqlAsync($"{old}?mode=rwc", "CREATE TABLE stale (id INTEGER); INSERT INTO stale VALUES (1), (2)");
        (await _dbaps.RunAsync("Backup-DbaDatabase", "-Server", $"sqlite:{source}", "-Path", Path.Combine(_dbaps.Folder, "backups"), "-Name", "one", "-Yes", "-NoInput")).Ok();
        _dbaps.Environment["DOTNET_EnableDiagnostics"] = "0";

        var endings = new List<string>();
        foreach (var call in Calls)
        {
            for (var step = 1; step == 1 || endings[^1] != "done"; step++)
            {
                Assert.True(step <= MostSteps, string.Join(' ', endings));
                var folder = Directory.CreateDirectory(Path.Combine(_dbaps.Folder, string.Create(CultureInfo.InvariantCulture, $"{call}{step}"))).FullName;
                var target = Path.Combine(folder, "shop.db");
                File.Copy(old, target);
                if (withSidecar)
                {
                    await File.WriteAllBytesAsync(target + "-wal", [], Token);
                }
                endings.Add(await RestoreKilledAtAsync(call, step, target) ? await StateAsync(target) : "done");
            }
        }

        Assert.Contains("old", endings);
        Assert.Contains("new", endings);
        Assert.All(endings, e => Assert.Contains(e, (string[])["old", "new", "aside", "done"]));
        if (!withSidecar)
        {
            // One renaming: at no moment does nothing stand under the name.
            Assert.DoesNotContain("aside", endings);
        }
    }

    /// <returns>False when it came to its end.</returns>
    private async Task<bool> RestoreKilledAtAsync(string call, int step, string target)
    {
        using var process = _dbaps.StartProgram("strace", "-f", "-o", Path.Combine(_dbaps.Folder, "trace"), "-e", $"trace={call}", "-e", string.Create(CultureInfo.InvariantCulture, $"inject={call}:signal=KILL:when={step}"),
            "dotnet", Dbaps.Program, "Restore-DbaDatabase", "-Path", Path.Combine(_dbaps.Folder, "backups", "one"), "-NewName", target, "-Force", "-Yes", "-NoInput");
        process.StandardInput.Close();
        var result = await Dbaps.EndAsync(process);
        if (result.ExitCode != 0)
        {
            Assert.True(result.ExitCode == 137, $"It was not killed: {result.Errors}");
        }
        return result.ExitCode != 0;
    }

    /// <summary>What stands there: the old database, the new one, or neither and the old one put aside.</summary>
    private async Task<string> StateAsync(string target)
    {
        if (!File.Exists(target))
        {
            var aside = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(target)!, "shop.db.replaced-*"), f => !f.EndsWith("-wal", StringComparison.Ordinal));
            File.Move(aside, target);
            return await StateAsync(target) == "old" ? "aside" : "aside, and not the old one";
        }
        Assert.Equal("ok", await AskAsync(target, "SELECT integrity_check AS answer FROM pragma_integrity_check"));
        return await AskAsync(target, "SELECT group_concat(name) AS answer FROM sqlite_schema WHERE type = 'table'") switch
        {
            "stale" when await AskAsync(target, "SELECT CAST(sum(id) AS TEXT) AS answer FROM stale") == "3" => "old",
            "fresh" when await AskAsync(target, "SELECT CAST(count(*) AS TEXT) AS answer FROM fresh") == "2000" => "new",
            var other => $"neither: {other}",
        };
    }

    private async Task<string?> AskAsync(string file, string sql)
    {
        var result = await _dbaps.RunAsync("Invoke-DbaSql", "-Server", $"sqlite:{file}", "-NoInput", "-Query", sql);
        result.Ok();
        using var json = JsonDocument.Parse(result.Output);
        return json.RootElement.GetProperty("answer").GetString();
    }

    private async Task SqlAsync(string file, string sql) => (await _dbaps.RunAsync("Invoke-DbaSql", "-Server", $"sqlite:{file}", "-NoInput", "-Query", sql)).Ok();
}
