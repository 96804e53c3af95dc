using DbaPS.Backups;
using DbaPS.Capabilities;
using DbaPS.Connections;
using DbaPS.Databases;
using DbaPS.Indexes;
using DbaPS.Servers;
using DbaPS.SlowQueries;
using DbaPS.SqlInvocation;
using DbaPS.Tables;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

/// <summary>The script of Get-DbaCapability -AsScript on MySQL and MariaDB makes a login under which every cmdlet runs, and that may not do the rest.</summary>
[Covers("Get-DbaCapability", "Test-DbaServer")]
public abstract class MySqlRoleScriptSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : SharedMySql
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_cmdlet_runs_under_the_login_it_makes()
    {
        await using var runtime = new TestRuntime();
        var database = await ShopAsync();
        var role = $"Dba'PS {database}";
        await MakeAsync(runtime, database, role, []);

        IReadOnlyList<ServerTarget> servers = [server.Server.UriFor(role, "pw", database)];
        foreach (var (cmdlet, request) in new (string, object)[]
        {
            ("Get-DbaServer", new ServerIdentityRequest { Server = servers }),
            ("Get-DbaDatabase", new DatabaseListRequest { Server = servers }),
            ("Get-DbaTable", new TableListRequest { Server = servers }),
            ("Get-DbaIndex", new IndexListRequest { Server = servers }),
            ("Get-DbaSlowQuery", new SlowQueryRequest { Server = servers }),
            ("Get-DbaCapability", new CapabilityRequest { Server = servers }),
            ("Test-DbaServer", new ServerTestRequest { Server = servers }),
            ("New-DbaIndex", new NewIndexRequest { Server = servers, Table = "orders", Column = ["customer_id"] }),
            ("Invoke-DbaSql", new SqlRequest { Server = servers, Query = "SELECT count(*) FROM orders" }),
            ("Backup-DbaDatabase", new BackupRequest { Server = servers, Path = Path.Combine(runtime.Folder, "backups") }),
        })
        {
            var result = await runtime.RunAsync(cmdlet, request, cancellationToken: Token);
            Assert.True(result.Errors.Count == 0, $"{cmdlet}: {string.Join(" ", result.Errors)}");
            Assert.NotEmpty(result.Written);
            Assert.All(result.Of<DbaServerCheck>(), c => Assert.True(c.Status != ServerCheckStatus.Failed, $"{c.Check}: {c.Detail}"));
            // A setting of the server's is not the login's affair.
            Assert.All(result.Of<DbaCapability>().Where(c => c.GrantSql is not null), c => Assert.Equal("SET GLOBAL local_infile = ON;", c.GrantSql));
            Assert.All(result.Of<DbaBackup>(), b => Assert.Equal((3L, 0), (b.Rows, b.Missing.Count)));
        }

        foreach (var sql in (string[])["INSERT INTO orders VALUES (1, 1)", "DELETE FROM orders", "DROP TABLE orders", "CREATE TABLE other (id int)", "CREATE USER never", "SELECT * FROM mysql.user"])
        {
            var refused = await runtime.RunAsync("Invoke-DbaSql", new SqlRequest { Server = servers, Query = sql }, cancellationToken: Token);
            Assert.Equal("PermissionDenied", Assert.Single(refused.Errors).Id);
        }
    }

    [Fact]
    public async Task A_script_for_reading_lists_everything_and_reads_no_row()
    {
        await using var runtime = new TestRuntime();
        var database = await ShopAsync();
        // An underscore in GRANT stands for any character, so this one's name would fit too.
        var neighbour = database.Replace('_', 'x');
        await server.ExecuteAsync($"CREATE DATABASE {neighbour}; CREATE TABLE {neighbour}.secrets (id int)", cancellationToken: Token);
        var role = $"reader_{database}";
        await MakeAsync(runtime, database, role, ["Get-*"]);

        IReadOnlyList<ServerTarget> servers = [server.Server.UriFor(role, "pw", database)];
        var tables = await runtime.RunAsync("Get-DbaTable", new TableListRequest { Server = servers }, cancellationToken: Token);
        Assert.Equal("orders", Assert.Single(tables.Of<DbaTable>()).Table);
        var index = Assert.Single((await runtime.RunAsync("Get-DbaIndex", new IndexListRequest { Server = servers }, cancellationToken: Token)).Of<DbaIndex>());
        Assert.NotNull(index.SizeBytes);
        Assert.NotNull(index.Scans);
        var databases = await runtime.RunAsync("Get-DbaDatabase", new DatabaseListRequest { Server = servers }, cancellationToken: Token);
        Assert.Equal([database], databases.Of<DbaDatabase>().Select(d => d.Name));
        foreach (var sql in (string[])["SELECT * FROM orders", "ALTER TABLE orders ADD INDEX (customer_id)", "CREATE TABLE other (id int REFERENCES orders (id))"])
        {
            var refused = await runtime.RunAsync("Invoke-DbaSql", new SqlRequest { Server = servers, Query = sql }, cancellationToken: Token);
            Assert.Equal("PermissionDenied", Assert.Single(refused.Errors).Id);
        }
    }

    [Fact]
    public async Task The_login_it_makes_is_locked_until_it_has_a_password()
    {
        await using var runtime = new TestRuntime();
        var database = server.CreateDatabase();
        var script = await ScriptAsync(runtime, database, $"locked_{database}", []);
        await server.ExecuteAsync(script, cancellationToken: Token);
        Assert.NotNull((await runtime.RefusalAsync(server.Server.UriFor($"locked_{database}", "", database), cancellationToken: Token)).RecommendedAction);
    }

    private async Task<string> ShopAsync()
    {
        var database = server.CreateDatabase();
        await server.ExecuteAsync("CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL); INSERT INTO orders VALUES (1, 1), (2, 1), (3, 2)", database, Token);
        return database;
    }

    private async Task MakeAsync(TestRuntime runtime, string database, string role, IReadOnlyList<string> cmdlets)
    {
        var script = await ScriptAsync(runtime, database, role, cmdlets);
        await server.ExecuteAsync(script, cancellationToken: Token);
        // It may be run again.
        await server.ExecuteAsync($"{script}\nALTER USER '{role.Replace("'", "''", StringComparison.Ordinal)}'@'%' IDENTIFIED BY 'pw' ACCOUNT UNLOCK", cancellationToken: Token);
    }

    private async Task<string> ScriptAsync(TestRuntime runtime, string database, string role, IReadOnlyList<string> cmdlets)
    {
        var said = await runtime.RunAsync("Get-DbaCapability", new CapabilityRequest { Server = [server.UriOf(database)], AsScript = true, Role = role, Cmdlet = cmdlets }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return Assert.Single(said.Of<string>());
    }
}
