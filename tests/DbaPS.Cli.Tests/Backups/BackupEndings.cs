using System.Diagnostics;
using System.Globalization;
using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Cli.Tests.Backups;

/// <summary>The program is killed, or told to stop, at random moments of a backup.</summary>
public sealed class BackupEndings(PostgreSql15 shared) : IClassFixture<PostgreSql15>, IDisposable
{
    private const int Rows = 60_000;
    private const int Interrupt = 2;
    private const int Kill = 9;

    private readonly Dbaps _dbaps = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_dbaps.Folder, "backups");

    public void Dispose() => _dbaps.Dispose();

    [Fact]
    public async Task Killed_it_leaves_a_whole_backup_or_one_that_nobody_takes_for_one()
    {
        var whole = await PrepareAsync();
        foreach (var seed in FaultRounds.Seeds(6))
        {
            var name = $"killed{seed}";
            var code = await RunAndSignalAsync(name, Kill, whole * new Random(seed).NextDouble());

            var partial = Path.Combine(Folder, name + ".partial");
            var (exists, left) = (Directory.Exists(Path.Combine(Folder, name)), Directory.Exists(partial));
            Assert.False(exists && left, $"seed {seed}");
            Assert.True(exists || code != 0, $"seed {seed}: it said that it succeeded.");
            if (exists)
            {
                await VerifyAsync(Path.Combine(Folder, name));
            }
            else if (left)
            {
                Assert.Equal("BackupPartial", (await Assert.ThrowsAsync<DbaException>(() => BackupReader.OpenAsync(partial, Token))).Error.Id);
                var again = Assert.Throws<DbaException>(() => BackupWriter.Create(Folder, name)).Error;
                Assert.Equal("BackupLeftOver", again.Id);
                Assert.Contains("Remove", again.RecommendedAction, StringComparison.Ordinal);
            }
        }
        await NobodyIsLeftAsync();
        var partials = Directory.GetDirectories(Folder, "*.partial");
        var next = await RunAsync("after");
        Assert.Equal(0, next.ExitCode);
        Assert.All(partials, p => Assert.Contains(p, next.Errors, StringComparison.Ordinal));
        var listed = (await _dbaps.RunAsync("Get-DbaBackup", "-Path", Folder)).Ok().Lines;
        Assert.Equal(Directory.GetDirectories(Folder).Except(partials).Order(StringComparer.Ordinal), listed.Select(l => l.GetProperty("Path").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Told_to_stop_it_takes_everything_away_again_and_leaves_the_server_free()
    {
        var whole = await PrepareAsync();
        foreach (var seed in FaultRounds.Seeds(6))
        {
            var name = $"stopped{seed}";
            var code = await RunAndSignalAsync(name, Interrupt, whole * new Random(seed).NextDouble());

            // Before its first statement the system ends it, as 130 too; once the folder has its name the backup is there, whatever comes then.
            var exists = Directory.Exists(Path.Combine(Folder, name));
            Assert.True(code == 130 || (code == 0 && exists), $"seed {seed}: it ended with {code}.");
            if (exists)
            {
                await VerifyAsync(Path.Combine(Folder, name));
            }
            Assert.False(Directory.Exists(Path.Combine(Folder, name + ".partial")), $"seed {seed}");
        }
        await NobodyIsLeftAsync();
    }

    private async Task<TimeSpan> PrepareAsync()
    {
        var server = shared.Server;
        Assert.SkipUnless(server.HasClientPrograms, "pg_dump 15 is not installed. Install postgresql-client-15.");
        var database = server.CreateDatabase();
        await server.ExecuteAsync($"CREATE TABLE a AS SELECT g AS id, repeat(md5(g::text), 8) AS t FROM generate_series(1, {Rows}) g; CREATE TABLE b AS TABLE a; CREATE TABLE c AS SELECT 1 AS one", database, Token);
        _dbaps.Environment["DBAPS_SERVER"] = server.UriOf(database);
        await RunAsync("warm");
        var clock = Stopwatch.StartNew();
        (await RunAsync("whole")).Ok();
        return clock.Elapsed;
    }

    private Task<CliResult> RunAsync(string name) => _dbaps.RunAsync("Backup-DbaDatabase", "-Path", Folder, "-Name", name, "-Yes", "-NoInput");

    private async Task<int> RunAndSignalAsync(string name, int signal, TimeSpan after)
    {
        using var process = _dbaps.Start("Backup-DbaDatabase", "-Path", Folder, "-Name", name, "-Yes", "-NoInput");
        process.StandardInput.Close();
        await Task.Delay(after, Token);
        using (var kill = Process.Start("kill", [$"-{signal.ToString(CultureInfo.InvariantCulture)}", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(Token);
        }
        return (await Dbaps.EndAsync(process)).ExitCode;
    }

    private static async Task VerifyAsync(string folder)
    {
        var reader = await BackupReader.OpenAsync(folder, Token);
        Assert.Equal(2 * Rows + 1, reader.Manifest.Tables.Sum(t => t.Rows));
        Assert.All(reader.Manifest.Files, f => reader.Verify(f, Token));
    }

    /// <summary>No session of ours may stay on the server: the backup's own, pg_dump's, or one that only waits.</summary>
    private async Task NobodyIsLeftAsync()
    {
        while (await shared.ScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE application_name ILIKE 'dbaps%' AND application_name <> 'dbaps-tests'", null, Token) is not 0L)
        {
            await Task.Delay(50, Token);
        }
    }
}
