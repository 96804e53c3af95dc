using DbaPS.Backups;
using DbaPS.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>Bad input, odd databases, and servers that are too small.</summary>
public sealed class PostgreSqlBackupRefusals(PostgreSql15 shared) : IClassFixture<PostgreSql15>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ExcludeTable", "app.nosuch*")]
    [InlineData("IncludeSchema", "apps")]
    [InlineData("ExcludeSchema", "other")]
    public async Task A_pattern_that_matches_nothing_is_named_and_leaves_no_backup(string parameter, string pattern)
    {
        await using var runtime = new TestRuntime();
        var database = await SmallAsync();
        var request = Request(runtime, shared.UriOf(database));
        request = parameter switch
        {
            "ExcludeTable" => request with { ExcludeTable = [pattern] },
            "IncludeSchema" => request with { IncludeSchema = [pattern] },
            _ => request with { ExcludeSchema = [pattern] },
        };

        var said = await runtime.RunAsync("Backup-DbaDatabase", request, cancellationToken: Token);

        var error = Assert.Single(said.Errors);
        Assert.Equal("BackupPatternUnmatched", error.Id);
        Assert.Contains($"{parameter} '{pattern}'", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(runtime.Folder, "backups")));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("x.partial")]
    public async Task A_name_that_is_a_path_is_refused(string name)
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, shared.UriOf(await SmallAsync())) with { Name = name }, cancellationToken: Token);

        Assert.Equal("InvalidParameter", Assert.Single(said.Errors).Id);
        Assert.False(Directory.Exists(Path.Combine(runtime.Folder, "backups")));
    }

    [Theory]
    [InlineData("UTF8", "")]
    [InlineData("SQL_ASCII", "CREATE TABLE t (id int, b text); INSERT INTO t VALUES (1, 'a'), (2, convert_from('\\xe4f6fcff', 'SQL_ASCII'))")]
    [InlineData("LATIN1", "CREATE TABLE t (id int PRIMARY KEY, b text DEFAULT 'ä'); COMMENT ON TABLE t IS 'größer'; INSERT INTO t SELECT g, repeat('ä', g) FROM generate_series(1, 100) g")]
    public async Task A_database_without_tables_or_with_another_encoding_comes_back(string encoding, string script)
    {
        await using var runtime = new TestRuntime();
        var server = shared.Server;
        var database = $"odd_{encoding.ToLowerInvariant()}_{Guid.NewGuid():N}"[..30];
        await server.ExecuteAsync($"CREATE DATABASE {database} TEMPLATE template0 ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C'", cancellationToken: Token);
        if (script.Length > 0)
        {
            await server.ExecuteAsync(script, database, Token);
        }

        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, server.UriOf(database)), cancellationToken: Token);
        Assert.Empty(said.Errors);
        var backup = Assert.Single(said.Of<DbaBackup>());
        var drill = await runtime.RunAsync("Test-DbaRestore", new RestoreTestRequest { Path = backup.Path, ToolPath = server.ProgramFolder, Version = 15 }, cancellationToken: Token);

        Assert.Empty(drill.Errors);
        Assert.True(Assert.Single(drill.Of<DbaRestoreTest>()) is { Passed: true, Findings.Count: 0 } test, string.Join('\n', drill.Of<DbaRestoreTest>()[0].Findings));
    }

    [Fact]
    public async Task A_server_whose_lock_table_is_too_small_says_what_to_raise()
    {
        await using var runtime = new TestRuntime();
        await using var server = await PostgreSqlServer.StartAsync(new PostgreSqlOptions
        {
            Major = 15,
            Settings = new Dictionary<string, string> { ["max_locks_per_transaction"] = "10", ["max_connections"] = "20", ["max_wal_senders"] = "0", ["max_worker_processes"] = "2", ["autovacuum_max_workers"] = "1" },
        }, Token);
        Assert.SkipUnless(server.HasClientPrograms, "pg_dump 15 is not installed. Install postgresql-client-15.");
        var database = server.CreateDatabase();
        await server.ExecuteAsync("CREATE PROCEDURE make(n int) LANGUAGE plpgsql AS $$ BEGIN FOR i IN 1..n LOOP EXECUTE format('CREATE TABLE t%s (a int)', i); COMMIT; END LOOP; END $$", database, Token);
        await server.ExecuteAsync("CALL make(2000)", database, Token);

        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, server.UriOf(database)), cancellationToken: Token);

        var error = Assert.Single(said.Errors);
        Assert.Equal("BackupLocksExhausted", error.Id);
        Assert.Contains("max_locks_per_transaction", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(runtime.Folder, "backups")));
    }

    private static BackupRequest Request(TestRuntime runtime, string uri) => new() { Server = [uri], Path = Path.Combine(runtime.Folder, "backups"), Jobs = 2 };

    private async Task<string> SmallAsync()
    {
        Assert.SkipUnless(shared.Server.HasClientPrograms, "pg_dump 15 is not installed. Install postgresql-client-15.");
        var database = shared.CreateDatabase();
        await shared.ExecuteAsync("CREATE SCHEMA app; CREATE TABLE app.plain AS SELECT g FROM generate_series(1, 100) g; CREATE TABLE app.\"Other\" (a int)", database, Token);
        return database;
    }
}
