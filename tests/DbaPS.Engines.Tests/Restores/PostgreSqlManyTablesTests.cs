using DbaPS.Backups;
using DbaPS.Connections;
using DbaPS.Digests;
using DbaPS.PostgreSql;
using DbaPS.PostgreSql.Connections;
using DbaPS.PostgreSql.Digests;
using DbaPS.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>More tables than a server has room for locks.</summary>
public sealed class PostgreSqlManyTablesTests(PostgreSql15 source) : IClassFixture<PostgreSql15>
{
    private const int Tables = 1500;

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Are_restored_and_compared_all_the_same()
    {
        await using var runtime = new TestRuntime();
        var database = source.CreateDatabase();
        for (var from = 1; from <= Tables; from += 500)
        {
            await source.ExecuteAsync(
                $"DO $$ BEGIN FOR i IN {from}..{from + 499} LOOP EXECUTE format('CREATE TABLE t%s (id int, note text)', i); EXECUTE format('INSERT INTO t%s VALUES (1, %L)', i, 'n' || i); END LOOP; END $$",
                database, Token);
        }
        var said = await runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [source.UriOf(database)], Path = Path.Combine(runtime.Folder, "backups"), ToolPath = PostgreSqlClients.For(source.Server) }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        var backup = await BackupReader.OpenAsync(Assert.Single(said.Of<DbaBackup>()).Path, Token);
        await using var small = await PostgreSqlServer.StartAsync(
            new PostgreSqlOptions { Major = 15, Settings = new Dictionary<string, string> { ["max_locks_per_transaction"] = "10", ["max_connections"] = "20" } }, Token);

        Assert.Empty((await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [small.Uri], Path = backup.Folder, NewName = "many", Jobs = 2 }, cancellationToken: Token)).Errors);
        await using var session = await PostgreSqlSession.ConnectAsync(ConnectionSettings.Resolve(ServerAddress.Parse(small.UriOf("many")), new ConnectOptions()), Token);
        var equal = 0;
        await foreach (var result in new PostgreSqlTableDigester(session).DigestAsync(backup.Manifest.Tables, RowHasher.Unkeyed, 2, Token))
        {
            Assert.Null(result.Problem);
            Assert.Equal(TableDigest.Parse(result.Table.Digest!), result.Digest);
            equal++;
        }
        Assert.Equal(Tables, equal);
    }
}
