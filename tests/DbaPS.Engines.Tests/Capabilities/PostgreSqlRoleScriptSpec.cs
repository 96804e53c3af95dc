using DbaPS.Backups;
using DbaPS.Capabilities;
using DbaPS.Connections;
using DbaPS.Databases;
using DbaPS.Indexes;
using DbaPS.Servers;
using DbaPS.SlowQueries;
using DbaPS.Tables;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

/// <summary>The script of Get-DbaCapability -AsScript makes a login under which every cmdlet runs, and that may not do the rest.</summary>
[Covers("Get-DbaCapability", "Test-DbaServer")]
public abstract class PostgreSqlRoleScriptSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : SharedPostgreSql
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_cmdlet_runs_under_the_login_it_makes()
    {
        var database = server.CreateDatabase();
        var (owner, role) = ($"owner {database}", $"Dba\"PS {database}");
        await server.ExecuteAsync($"""
            CREATE ROLE "{owner}";
            CREATE SCHEMA shop AUTHORIZATION "{owner}";
            CREATE TABLE shop.orders (id int PRIMARY KEY, customer_id int NOT NULL); ALTER TABLE shop.orders OWNER TO "{owner}";
            CREATE TABLE shop.hidden (id int PRIMARY KEY); ALTER TABLE shop.hidden OWNER TO "{owner}"; ALTER TABLE shop.hidden ENABLE ROW LEVEL SECURITY;
            INSERT INTO shop.orders SELECT i, i % 10 FROM generate_series(1, 1000) i; INSERT INTO shop.hidden VALUES (1);
            SELECT lo_create(0);
            """, database, Token);
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Get-DbaCapability", new CapabilityRequest { Server = [server.UriOf(database)], AsScript = true, Role = role }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        var script = Assert.Single(said.Of<string>());
        await server.ExecuteAsync(script, database, Token);
        // It may be run again.
        await server.ExecuteAsync($"{script}\nALTER ROLE {Quoted(role)} PASSWORD 'pw'", database, Token);

        var address = server.Server.UriFor(role, "pw", database);
        IReadOnlyList<ServerTarget> servers = [address];
        foreach (var (cmdlet, request) in new (string, object)[]
        {
            ("Get-DbaServer", new ServerIdentityRequest { Server = servers }),
            ("Get-DbaDatabase", new DatabaseListRequest { Server = servers }),
            ("Get-DbaTable", new TableListRequest { Server = servers }),
            ("Get-DbaIndex", new IndexListRequest { Server = servers }),
            ("Get-DbaSlowQuery", new SlowQueryRequest { Server = servers }),
            ("Get-DbaCapability", new CapabilityRequest { Server = servers }),
            ("Test-DbaServer", new ServerTestRequest { Server = servers }),
        })
        {
            var result = await runtime.RunAsync(cmdlet, request, cancellationToken: Token);
            Assert.True(result.Errors.Count == 0, $"{cmdlet}: {string.Join(" ", result.Errors)}");
            Assert.All(result.Of<DbaServerCheck>(), c => Assert.True(c.Status != ServerCheckStatus.Failed, $"{c.Check}: {c.Detail}"));
        }

        var index = await runtime.RunAsync("New-DbaIndex", new NewIndexRequest { Server = servers, Schema = "shop", Table = "orders", Column = ["customer_id"] }, cancellationToken: Token);
        Assert.True(index.Errors.Count == 0, string.Join(" ", index.Errors));
        var backup = await runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = servers, Path = Path.Combine(runtime.Folder, "backups"), ToolPath = PostgreSqlClients.For(server.Server) }, cancellationToken: Token);
        Assert.True(backup.Errors.Count == 0, string.Join(" ", backup.Errors));
        Assert.Equal(1001, Assert.Single(backup.Of<DbaBackup>()).Rows);

        // What was not asked for is not allowed.
        var refused = await runtime.RunAsync("Invoke-DbaSql", new DbaPS.SqlInvocation.SqlRequest { Server = servers, Query = "CREATE ROLE never" }, cancellationToken: Token);
        Assert.NotEmpty(refused.Errors);
    }

    [Fact]
    public async Task A_script_for_reading_grants_nothing_to_change()
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Get-DbaCapability", new CapabilityRequest { Server = [server.Uri], AsScript = true, Cmdlet = ["Get-*"] }, cancellationToken: Token);
        var script = Assert.Single(said.Of<string>());
        Assert.Contains("GRANT pg_monitor TO \"dbaps\";", script, StringComparison.Ordinal);
        foreach (var word in new[] { "CREATEDB;", "pg_read_all_data", "BYPASSRLS", "CREATE ON SCHEMA" })
        {
            Assert.DoesNotContain(word, script, StringComparison.Ordinal);
        }
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
