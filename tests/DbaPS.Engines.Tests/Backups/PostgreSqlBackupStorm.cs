using System.Diagnostics;
using DbaPS.Backups;
using DbaPS.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>Backups while definitions and rows change at random moments.</summary>
public sealed class PostgreSqlBackupStorm(PostgreSql15 shared) : IClassFixture<PostgreSql15>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backups_among_changing_definitions_succeed_restore_and_are_of_one_moment()
    {
        await using var runtime = new TestRuntime();
        var server = shared.Server;
        Assert.SkipUnless(server.HasClientPrograms, "pg_dump 15 is not installed. Install postgresql-client-15.");
        foreach (var seed in FaultRounds.Seeds(3))
        {
            var database = server.CreateDatabase();
            var backups = new List<DbaBackup>();
            await using (var storm = await DefinitionStorm.BeginAsync(server, database, seed, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5)))
            {
                // A single backup may fall into a calm: each seed takes as many as it needs to have met some changes.
                while (backups.Count < 3 || storm.Definitions < 10)
                {
                    var clock = Stopwatch.StartNew();
                    var said = await runtime.RunAsync("Backup-DbaDatabase", new BackupRequest
                    {
                        Server = [server.UriOf(database)],
                        Path = Path.Combine(runtime.Folder, "backups"),
                        Jobs = 3,
                        LockTimeout = TimeSpan.FromMinutes(2),
                    }, cancellationToken: Token);
                    TestContext.Current.SendDiagnosticMessage($"seed {seed}: {clock.Elapsed.TotalSeconds:0.0} s, began again {said.VerboseLines.Count(l => l.Contains("Beginning again", StringComparison.Ordinal))} times");
                    Assert.True(said.Errors.Count == 0, $"seed {seed}: {string.Join(' ', said.Errors)}\n{string.Join('\n', said.VerboseLines)}");
                    backups.Add(Assert.Single(said.Of<DbaBackup>()));
                }
            }
            foreach (var backup in backups)
            {
                var drill = await runtime.RunAsync("Test-DbaRestore", new RestoreTestRequest { Path = backup.Path, ToolPath = server.ProgramFolder, Version = 15, Assert = DefinitionStorm.Invariants, NoHistory = true }, cancellationToken: Token);
                Assert.True(drill.Errors.Count == 0, $"seed {seed}: {string.Join(' ', drill.Errors)}");
                var test = Assert.Single(drill.Of<DbaRestoreTest>());
                Assert.True(test.Passed && test.Findings.Count == 0, $"seed {seed}: {string.Join('\n', test.Findings)}\n{string.Join('\n', test.Assertions)}");
            }
            await server.ExecuteAsync($"DROP DATABASE {database} WITH (FORCE)", cancellationToken: Token);
        }
    }

    [Fact]
    public async Task A_session_that_waits_for_us_is_let_through_at_once()
    {
        await using var runtime = new TestRuntime();
        var server = shared.Server;
        Assert.SkipUnless(server.HasClientPrograms, "pg_dump 15 is not installed. Install postgresql-client-15.");
        var database = server.CreateDatabase();
        await server.ExecuteAsync("CREATE TABLE a AS SELECT g FROM generate_series(1, 1000) g; CREATE VIEW v AS SELECT 1 AS one", database, Token);
        // Holds the view, which pg_dump comes to read after its locks, and wants the table, which the backup holds: each waits for the other.
        await using var other = await server.OpenAsync(database, Token);
        await using (var begin = new Npgsql.NpgsqlCommand("BEGIN; CREATE OR REPLACE VIEW v AS SELECT 2 AS one; SET LOCAL lock_timeout = '60s'", other))
        {
            await begin.ExecuteNonQueryAsync(Token);
        }
        var backingUp = Task.Run(() => runtime.RunAsync("Backup-DbaDatabase", Request(runtime, server.UriOf(database)) with { LockTimeout = TimeSpan.FromMinutes(1) }, cancellationToken: Token), Token);
        while (await server.ScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name LIKE '% schema %'", database, Token) is not > 0L)
        {
            Assert.False(backingUp.IsCompleted, "The backup did not wait for the view.");
            await Task.Delay(5, Token);
        }
        var clock = Stopwatch.StartNew();
        await using (var end = new Npgsql.NpgsqlCommand("ALTER TABLE a ADD COLUMN b int; COMMIT", other))
        {
            await end.ExecuteNonQueryAsync(Token);
        }
        var waited = clock.Elapsed;
        var said = await backingUp;

        Assert.Empty(said.Errors);
        Assert.True(waited < TimeSpan.FromSeconds(15), $"The other session waited {waited}.");
        Assert.Contains(said.VerboseLines, l => l.Contains("Beginning again", StringComparison.Ordinal));
        var manifest = (await BackupReader.OpenAsync(Assert.Single(said.Of<DbaBackup>()).Path, Token)).Manifest;
        Assert.Equal(["g", "b"], manifest.Tables.Single(t => t.Name == "a").Columns.Select(c => c.Name));
    }

    [Fact]
    public async Task A_table_that_stays_locked_is_named_with_its_holder()
    {
        await using var runtime = new TestRuntime();
        var server = shared.Server;
        Assert.SkipUnless(server.HasClientPrograms, "pg_dump 15 is not installed. Install postgresql-client-15.");
        var database = server.CreateDatabase();
        await server.ExecuteAsync("CREATE TABLE locked (a int); CREATE TABLE free (a int)", database, Token);
        await using var other = await server.OpenAsync(database, Token);
        await using (var begin = new Npgsql.NpgsqlCommand("BEGIN; LOCK TABLE locked IN ACCESS EXCLUSIVE MODE", other))
        {
            await begin.ExecuteNonQueryAsync(Token);
        }

        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, server.UriOf(database)) with { LockTimeout = TimeSpan.FromSeconds(2) }, cancellationToken: Token);

        var error = Assert.Single(said.Errors);
        Assert.Equal("BackupLockTimeout", error.Id);
        Assert.Contains("public.locked", error.Message, StringComparison.Ordinal);
        Assert.Contains($"process {other.ProcessID}", error.Message, StringComparison.Ordinal);
        Assert.Contains("-LockTimeout", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(runtime.Folder, "backups")));
    }

    private static BackupRequest Request(TestRuntime runtime, string uri) => new() { Server = [uri], Path = Path.Combine(runtime.Folder, "backups"), Jobs = 2 };
}
