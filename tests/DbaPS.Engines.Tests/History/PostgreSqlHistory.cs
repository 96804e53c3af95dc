using DbaPS.Errors;
using DbaPS.History;
using DbaPS.Pipeline;
using DbaPS.Profiles;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.History;

/// <summary>The history in tables of PostgreSQL, given by a profile.</summary>
public abstract class PostgreSqlHistory<TServer>(TServer server) : HistoryStoreSpec, IClassFixture<TServer>
    where TServer : SharedPostgreSql
{
    [Fact]
    public async Task Nothing_is_made_unless_asked_and_the_SQL_is_shown()
    {
        await using var runtime = new TestRuntime();
        var database = server.CreateDatabase();
        await RegisterAsync(runtime, database, new() { History = true });
        var missing = await Assert.ThrowsAsync<DbaException>(() => runtime.Runtime.History.OpenAsync(Token));
        Assert.Equal("HistoryMissing", missing.Error.Id);
        Assert.Contains("Register-DbaServer team -CreateHistory", missing.Error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(0L, await server.ScalarAsync("SELECT count(*) FROM pg_namespace WHERE nspname = 'dbaps'", database, Token));

        var shown = await runtime.RunAsync("Register-DbaServer", new RegisterServerRequest { Name = "team", CreateHistory = true }, new FakePipeline { Answer = ChangeAnswer.WhatIf }, Token);
        var change = Assert.Single(shown.Of<DbaProfileChange>());
        Assert.Equal(ChangeStatus.WhatIf, change.Status);
        Assert.Equal(change.Sql, Assert.Single(shown.Prompts).Sql);
        Assert.Equal(0L, await server.ScalarAsync("SELECT count(*) FROM pg_namespace WHERE nspname = 'dbaps'", database, Token));

        // Somebody else may run it just as it is shown.
        await server.ExecuteAsync(change.Sql, database, Token);
        await (await runtime.Runtime.History.OpenAsync(Token)).AppendAsync(Entry("backup", 1), Token);
        Assert.Equal(1L, await server.ScalarAsync("SELECT count(*) FROM dbaps.history_entry", database, Token));
    }

    [Fact]
    public async Task Missing_rights_are_named_with_their_grants()
    {
        await using var runtime = await NewAsync();
        var database = server.CreateDatabase();
        var role = $"reader_{database}";
        await server.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'pw'", database, Token);
        await RegisterAsync(runtime, database, new() { CreateHistory = true, Force = true });
        Environment.SetEnvironmentVariable("DBAPS_TEST_HISTORY_PW", "pw");
        await RegisterAsync(runtime, database, new() { Server = server.Server.PasswordFreeUriOf(database).Replace("postgres@", $"{role}@", StringComparison.Ordinal), Secret = "env:DBAPS_TEST_HISTORY_PW", Force = true });

        await using var later = new TestRuntime(runtime.Folder);
        var refused = await Assert.ThrowsAsync<DbaException>(() => later.Runtime.History.OpenAsync(Token));
        Assert.Equal("PermissionDenied", refused.Error.Id);
        foreach (var grant in refused.Error.RecommendedAction!.Split("To use them: ")[1].Split("; "))
        {
            await server.ExecuteAsync(grant, database, Token);
        }
        var store = await later.Runtime.History.OpenAsync(Token);
        await store.AppendAsync(Entry("backup", 1), Token);
        Assert.Single(await ReadAsync(later, new HistoryQuery("backup")));
        Assert.Equal(1, await store.PruneAsync("backup", DateTimeOffset.MaxValue, Token));
    }

    [Fact]
    public async Task A_newer_history_is_left_alone_and_many_may_make_it_at_once()
    {
        await using var runtime = new TestRuntime();
        var database = server.CreateDatabase();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RegisterAsync(runtime, database, new() { CreateHistory = true })));
        await server.ExecuteAsync("INSERT INTO dbaps.history_version (version) VALUES (99)", database, Token);
        Assert.Equal("HistoryNewer", (await Assert.ThrowsAsync<DbaException>(() => runtime.Runtime.History.OpenAsync(Token))).Error.Id);
    }

    [Fact]
    public async Task A_server_that_is_away_does_not_stop_the_work()
    {
        await using var runtime = new TestRuntime();
        await runtime.RunAsync("Register-DbaServer", new RegisterServerRequest { Name = "team", Server = "pg://a@127.0.0.1:1/x", History = true }, cancellationToken: Token);
        var file = Path.Combine(runtime.Folder, "shop.db");
        await File.WriteAllBytesAsync(file, [], Token);
        var said = await runtime.RunAsync("Backup-DbaDatabase", new DbaPS.Backups.BackupRequest { Server = [$"sqlite:{file}"], Path = Path.Combine(runtime.Folder, "backups") }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        Assert.Single(said.Of<DbaPS.Backups.DbaBackup>());
        Assert.Contains(said.Warnings, w => w.Contains("history", StringComparison.Ordinal));
    }

    protected override async Task<TestRuntime> NewAsync()
    {
        var runtime = new TestRuntime();
        await RegisterAsync(runtime, server.CreateDatabase(), new() { CreateHistory = true });
        return runtime;
    }

    private async Task RegisterAsync(TestRuntime runtime, string database, RegisterServerRequest request)
    {
        Environment.SetEnvironmentVariable($"DBAPS_TEST_HISTORY_{server.Server.Port}", server.Server.Password);
        var said = await runtime.RunAsync("Register-DbaServer",
            request with { Name = "team", Server = request.Server ?? server.Server.PasswordFreeUriOf(database), Secret = request.Secret ?? $"env:DBAPS_TEST_HISTORY_{server.Server.Port}" }, cancellationToken: Token);
        Assert.Empty(said.Errors);
    }
}
