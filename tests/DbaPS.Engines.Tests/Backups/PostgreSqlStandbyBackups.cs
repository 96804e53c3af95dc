using DbaPS.Backups;
using DbaPS.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>Backups taken from a hot standby while its primary goes on.</summary>
public sealed class PostgreSqlStandbyBackups
{
    private const int Rows = 100_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_standby_is_backed_up_while_it_replays()
    {
        await using var runtime = new TestRuntime();
        await using var primary = await StartAsync();
        var database = await CreateAsync(primary);
        await using var standby = await PostgreSqlServer.StartStandbyAsync(primary, new Dictionary<string, string> { ["max_standby_streaming_delay"] = "60s" }, Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writing = Task.Run(() => WriteAsync(primary, database, "UPDATE account SET balance = balance + CASE WHEN id % 2 = 0 THEN 1 ELSE -1 END WHERE id <= 1000", stop.Token), Token);
        try
        {
            var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, standby.UriOf(database)), cancellationToken: Token);

            Assert.Empty(said.Errors);
            var backup = Assert.Single(said.Of<DbaBackup>());
            var manifest = (await BackupReader.OpenAsync(backup.Path, Token)).Manifest;
            Assert.Equal(await primary.ScalarAsync("SELECT system_identifier::text FROM pg_control_system()", cancellationToken: Token), manifest.SystemIdentifier);
            Assert.NotNull(manifest.FromPosition);
            var drill = await runtime.RunAsync("Test-DbaRestore", new RestoreTestRequest { Path = backup.Path, ToolPath = primary.ProgramFolder, Version = 15, Assert = [$"SELECT sum(balance) = {Rows * 100} FROM account"] }, cancellationToken: Token);
            Assert.True(Assert.Single(drill.Of<DbaRestoreTest>()) is { Passed: true, Findings.Count: 0 });
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }
    }

    [Fact]
    public async Task Rows_a_standby_does_not_have_are_named()
    {
        await using var runtime = new TestRuntime();
        await using var primary = await StartAsync();
        var database = await CreateAsync(primary);
        await primary.ExecuteAsync("CREATE UNLOGGED TABLE cache AS SELECT 1 AS one", database, Token);
        await using var standby = await PostgreSqlServer.StartStandbyAsync(primary, new Dictionary<string, string>(), Token);

        var refused = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, standby.UriOf(database)), cancellationToken: Token);
        var partial = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, standby.UriOf(database)) with { AllowIncomplete = true }, cancellationToken: Token);

        Assert.Contains("public.cache", Assert.Single(refused.Errors).Message, StringComparison.Ordinal);
        Assert.Contains(partial.Warnings, w => w.Contains("public.cache", StringComparison.Ordinal));
        Assert.Single(partial.Of<DbaBackup>());
    }

    [Fact]
    public async Task A_conflict_with_recovery_is_tried_again_and_then_named_with_what_to_raise()
    {
        await using var runtime = new TestRuntime();
        await using var primary = await StartAsync();
        var database = await CreateAsync(primary);
        await using var standby = await PostgreSqlServer.StartStandbyAsync(primary, new Dictionary<string, string> { ["max_standby_streaming_delay"] = "0", ["max_standby_archive_delay"] = "0" }, Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        // Each takes an exclusive lock that the standby replays at once, whoever reads there.
        var writing = Task.Run(() => WriteAsync(primary, database, "ALTER TABLE account ALTER filler SET DEFAULT 'x'; SELECT pg_sleep(0.02)", stop.Token), Token);
        try
        {
            var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, standby.UriOf(database)) with { LockTimeout = TimeSpan.FromSeconds(2) }, cancellationToken: Token);

            var error = Assert.Single(said.Errors);
            Assert.Equal("BackupRecoveryConflict", error.Id);
            Assert.Contains("max_standby_streaming_delay", error.RecommendedAction, StringComparison.Ordinal);
            Assert.Contains(said.VerboseLines, l => l.Contains("Beginning again", StringComparison.Ordinal));
            Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(runtime.Folder, "backups")));
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }
    }

    private static async Task<PostgreSqlServer> StartAsync()
    {
        var server = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token);
        Assert.SkipUnless(server.HasClientPrograms, "pg_dump 15 is not installed. Install postgresql-client-15.");
        return server;
    }

    private static async Task<string> CreateAsync(PostgreSqlServer server)
    {
        var database = server.CreateDatabase();
        await server.ExecuteAsync($"CREATE TABLE account AS SELECT g AS id, 100 AS balance, md5(g::text) AS filler FROM generate_series(1, {Rows}) g; ALTER TABLE account ADD PRIMARY KEY (id)", database, Token);
        return database;
    }

    private static async Task WriteAsync(PostgreSqlServer server, string database, string statement, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await server.ExecuteAsync(statement, database, CancellationToken.None);
        }
    }

    private static BackupRequest Request(TestRuntime runtime, string uri) => new() { Server = [uri], Path = Path.Combine(runtime.Folder, "backups"), Jobs = 2 };
}
