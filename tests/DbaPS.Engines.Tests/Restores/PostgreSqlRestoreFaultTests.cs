using System.Globalization;
using DbaPS.Backups;
using DbaPS.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Servers killed and stopped at random moments of a restore: nothing ever stands under the final name that is not complete.</summary>
public sealed class PostgreSqlRestoreFaultTests
{
    private const long Rows = 40_000;

    /// <summary>DBAPS_FAULTS counts the faults of all features; a server's crash and start is the dear one among them.</summary>
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("DBAPS_FAULTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? Math.Max(1, n / 10) : 5;

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_dies_leaves_no_half_database_under_the_final_name()
    {
        await using var runtime = new TestRuntime();
        await using var server = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token);
        Assert.SkipUnless(server.HasClientPrograms, "pg_dump 15 is not installed. Install postgresql-client-15.");
        var database = server.CreateDatabase();
        await server.ExecuteAsync(
            $"CREATE TABLE a AS SELECT i AS id, repeat(md5(i::text), 4) AS v FROM generate_series(1, {Rows}) i; ALTER TABLE a ADD PRIMARY KEY (id); CREATE INDEX ON a (v); CREATE TABLE b AS TABLE a; CREATE INDEX ON b (v, id)", database, Token);
        var folder = Directory.CreateTempSubdirectory("dbaps-faults-").FullName;
        try
        {
            var said = await runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [server.UriOf(database)], Path = folder, ToolPath = server.ProgramFolder }, cancellationToken: Token);
            var backup = Assert.Single(said.Of<DbaBackup>());
            var clock = System.Diagnostics.Stopwatch.StartNew();
            await RestoreAsync(runtime, server, backup, "unharmed");
            var whole = clock.Elapsed;
            Assert.True(await IsWholeAsync(server, "unharmed"));
            for (var seed = 1; seed <= Rounds; seed++)
            {
                await RoundAsync(runtime, server, backup, whole, seed);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RoundAsync(TestRuntime runtime, PostgreSqlServer server, DbaBackup backup, TimeSpan whole, int seed)
    {
        var random = new Random(seed);
        var name = $"fault_{seed}";
        var kept = random.Next(2) == 0;
        if (kept)
        {
            await server.ExecuteAsync($"CREATE DATABASE {name}", cancellationToken: Token);
            await server.ExecuteAsync("CREATE TABLE earlier AS SELECT 42 AS answer", name, Token);
            await server.ExecuteAsync("CHECKPOINT", cancellationToken: Token);
        }
        var kill = random.Next(2) == 0;
        var restoring = RestoreAsync(runtime, server, backup, name);
        await Task.Delay(whole * random.NextDouble(), Token);
        await (kill ? server.CrashAsync(Token) : server.StopAsync(Token));
        var said = await restoring;
        await server.StartAgainAsync(Token);

        var exists = await server.ScalarAsync($"SELECT 1 FROM pg_database WHERE datname = '{name}'", cancellationToken: Token) is not null;
        var done = said.Of<DbaRestore>().Any(r => r.Status == ChangeStatus.Done);
        var what = $"seed {seed}, {(kill ? "killed" : "stopped")}, {(kept ? "over an earlier one" : "new")}, {(done ? "done" : string.Join(' ', said.Errors))}";
        if (exists && await server.ScalarAsync("SELECT to_regclass('earlier')::text", name, Token) is not null)
        {
            Assert.True(kept && !done, what);
            Assert.Equal(42, await server.ScalarAsync("SELECT answer FROM earlier", name, Token));
        }
        else if (exists)
        {
            Assert.True(await IsWholeAsync(server, name), what);
        }
        else
        {
            Assert.False(done || kept, what);
        }
        Assert.True(done || said.Errors.Count > 0, what);

        // What a dead server could not drop says what it is, and the next plan tells.
        foreach (var left in (string[])(await server.ScalarAsync("SELECT coalesce(array_agg(datname::text), '{}') FROM pg_database WHERE datname ~ '_(restoring|replaced)_'", cancellationToken: Token))!)
        {
            await server.ExecuteAsync($"DROP DATABASE \"{left}\"", cancellationToken: Token);
        }
    }

    private Task<FakePipeline> RestoreAsync(TestRuntime runtime, PostgreSqlServer server, DbaBackup backup, string name) =>
        runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [server.Uri], Path = backup.Path, NewName = name, Force = true, Jobs = 2 }, cancellationToken: Token);

    private async Task<bool> IsWholeAsync(PostgreSqlServer server, string database) =>
        await server.ScalarAsync("SELECT (SELECT count(*) FROM a) + (SELECT count(*) FROM b)", database, Token) is 2 * Rows
        && await server.ScalarAsync("SELECT count(*) FROM pg_index WHERE indrelid IN ('a'::regclass, 'b'::regclass) AND indisvalid", database, Token) is 3L;
}
