using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.PostgreSql;
using DbaPS.PostgreSql.Connections;
using DbaPS.PostgreSql.SlowQueries;
using DbaPS.SlowQueries;
using DbaPS.Testing.Servers;
using Npgsql;

namespace DbaPS.Engines.Tests.SlowQueries;

/// <summary>Snapshots of PostgreSQL's statement counters.</summary>
public abstract class PostgreSqlCountersSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : SharedPostgreSql
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_a_statements_counters_wherever_the_extension_is()
    {
        var database = server.CreateDatabase();
        await server.ExecuteAsync("CREATE SCHEMA \"my \"\"stats\"\"\"; CREATE EXTENSION pg_stat_statements SCHEMA \"my \"\"stats\"\"\"; CREATE TABLE shelf (id int, note text)", database, Token);
        await RunAsync(database, "INSERT INTO shelf SELECT n, repeat('x', 100) FROM generate_series(1, 1000) AS n");
        for (var n = 1; n <= 3; n++)
        {
            await RunAsync(database, $"SELECT note FROM shelf WHERE id <= {n}");
        }
        var before = DateTimeOffset.UtcNow;

        var snapshot = await SnapshotAsync(server.UriOf(database));

        Assert.InRange(snapshot.TakenAt, before.AddMinutes(-1), before.AddMinutes(1));
        Assert.NotNull(snapshot.StatsReset);
        Assert.True(snapshot.Evictions >= 0);
        var mine = snapshot.Statements.Where(s => s.Database == database).ToList();
        var query = Assert.Single(mine, s => s.Text == "SELECT note FROM shelf WHERE id <= $1");
        Assert.Equal((3, 6, "postgres"), (query.Calls, query.Rows, query.User));
        Assert.True(query.TotalMs > 0 && query.MaxMs > 0 && query.MaxMs <= query.TotalMs);
        Assert.True(query.LogicalReads > 0);
        Assert.Equal(server.Server.Major >= 17, query.Since is not null);
        Assert.True(Assert.Single(mine, s => s.Text!.StartsWith("INSERT INTO shelf", StringComparison.Ordinal)).LogBytes > 100_000);
        Assert.All(snapshot.Statements, s => Assert.NotEmpty(s.QueryId));
        // Databases that other tests have dropped since have no name.
        var named = snapshot.Statements.Where(s => s.Database is not null && s.User is not null).ToList();
        Assert.Equal(named.Count, named.Select(s => (s.QueryId, s.Database, s.User)).Distinct().Count());
    }

    [Fact]
    public async Task Adds_up_a_statement_that_also_ran_inside_a_function()
    {
        var database = server.CreateDatabase();
        await server.ExecuteAsync("""
            CREATE EXTENSION pg_stat_statements; CREATE TABLE shelf (id int);
            CREATE FUNCTION twice() RETURNS bigint LANGUAGE plpgsql AS 'DECLARE n bigint; BEGIN SELECT count(*) FROM shelf INTO n; RETURN n; END'
            """, database, Token);
        await RunAsync(database, "SET pg_stat_statements.track = 'all'", "SELECT count(*) FROM shelf", "SELECT twice()");
        var snapshot = await SnapshotAsync(server.UriOf(database));
        var ours = snapshot.Statements.Where(s => s.Database == database && s.Text!.StartsWith("SELECT count(*) FROM shelf", StringComparison.Ordinal)).ToList();
        Assert.Equal(ours.Count, ours.Select(s => s.QueryId).Distinct().Count());
        Assert.Equal(2, ours.Sum(s => s.Calls));
    }

    [Fact]
    public async Task Says_how_to_create_a_missing_extension_and_creates_nothing()
    {
        var database = server.CreateDatabase();
        var error = await RefusalAsync(server.UriOf(database));
        Assert.Equal(("PgStatStatementsMissing", DbaErrorCategory.NotInstalled), (error.Id, error.Category));
        Assert.Contains("CREATE EXTENSION pg_stat_statements;", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("restart", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0L, await server.ScalarAsync("SELECT count(*) FROM pg_extension WHERE extname = 'pg_stat_statements'", database, Token));
    }

    [Fact]
    public async Task Says_which_role_is_missing()
    {
        var database = server.CreateDatabase();
        var user = $"cu\"rious {database}";
        await server.ExecuteAsync($"CREATE EXTENSION pg_stat_statements; CREATE ROLE {PostgreSqlNames.Quote(user)} LOGIN PASSWORD 'pw'", database, Token);
        var error = await RefusalAsync(server.Server.UriFor(user, "pw", database));
        Assert.Equal(("StatementCountersDenied", DbaErrorCategory.PermissionDenied), (error.Id, error.Category));
        var grant = $"GRANT pg_read_all_stats TO \"cu\"\"rious {database}\";";
        Assert.Contains(grant, error.RecommendedAction, StringComparison.Ordinal);

        await server.ExecuteAsync(grant, database, Token);
        Assert.NotEmpty((await SnapshotAsync(server.Server.UriFor(user, "pw", database))).Statements);
    }

    [Fact]
    public async Task Says_which_setting_is_missing_and_that_it_takes_a_restart()
    {
        await using var bare = await PostgreSqlServer.StartAsync(new PostgreSqlOptions
        {
            Major = server.Server.Major,
            Settings = new Dictionary<string, string> { ["shared_preload_libraries"] = "'auto_explain'", ["compute_query_id"] = "off" },
        }, Token);
        await bare.ExecuteAsync("CREATE ROLE plain LOGIN PASSWORD 'pw' IN ROLE pg_read_all_stats", cancellationToken: Token);

        var error = await RefusalAsync(bare.Uri);
        Assert.Equal("PgStatStatementsMissing", error.Id);
        Assert.Contains("restart", error.Message, StringComparison.Ordinal);
        string[] steps =
        [
            "ALTER SYSTEM SET shared_preload_libraries = 'auto_explain', 'pg_stat_statements';",
            "CREATE EXTENSION pg_stat_statements;",
            "ALTER SYSTEM SET compute_query_id = auto;",
        ];
        Assert.All(steps, step => Assert.Contains(step, error.RecommendedAction, StringComparison.Ordinal));
        Assert.Contains("SHOW shared_preload_libraries", (await RefusalAsync(bare.UriFor("plain", "pw"))).RecommendedAction, StringComparison.Ordinal);

        // Doing as it says is enough.
        foreach (var step in steps)
        {
            await bare.ExecuteAsync(step, cancellationToken: Token);
        }
        await bare.RestartAsync(Token);
        await bare.ScalarAsync("SELECT 1", cancellationToken: Token);
        Assert.NotEmpty((await SnapshotAsync(bare.Uri)).Statements);
    }

    private async Task<DbaError> RefusalAsync(string address) => (await Assert.ThrowsAsync<DbaException>(() => SnapshotAsync(address))).Error;

    private async Task<StatementSnapshot> SnapshotAsync(string address)
    {
        await using var session = await PostgreSqlSession.ConnectAsync(ConnectionSettings.Resolve(ServerAddress.Parse(address), new ConnectOptions()), Token);
        return await new PostgreSqlSlowQueries(session).SnapshotAsync(Token);
    }

    private async Task RunAsync(string database, params string[] statements)
    {
        await using var connection = await server.Server.OpenAsync(database, Token);
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(Token);
        }
    }
}
