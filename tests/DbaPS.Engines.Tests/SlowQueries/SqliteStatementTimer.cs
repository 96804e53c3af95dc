using DbaPS.Errors;
using DbaPS.SlowQueries;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class SqliteStatementTimer(SqliteServer server) : StatementTimerSpec<SqliteServer>(server)
{
    [Fact]
    public async Task Times_a_query_to_its_last_row()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i, hex(randomblob(100)) FROM n", database, Token);
        await using var runtime = new TestRuntime();
        var timer = (await runtime.ConnectAsync(Server.UriOf(database), cancellationToken: Token)).Require<IStatementTimer>();

        var timing = await timer.TimeAsync("-- all of it\nSELECT * FROM t WHERE v <> ''; ", Token);

        Assert.Equal(20000, timing.Rows);
        Assert.True(timing.Duration > TimeSpan.Zero);
        Assert.True(timing.PhysicalReads > 500, $"{timing}");
        Assert.True(timing.LogicalReads >= timing.PhysicalReads, $"{timing}");
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (2) RETURNING id", "would write")]
    [InlineData("WITH x AS (SELECT 1) UPDATE t SET id = 3", "would write")]
    [InlineData("PRAGMA user_version = 7", "would write")]
    [InlineData("ATTACH 'other.db' AS o", "returns no rows")]
    [InlineData("BEGIN EXCLUSIVE", "would write")]
    [InlineData("SELECT 1; SELECT 2", "more than one")]
    [InlineData("-- nothing", "empty")]
    public async Task Refuses_what_is_not_one_query(string sql, string why)
    {
        var error = await RefusalAsync(sql);
        Assert.Equal("StatementNotTimed", error.Id);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_counters_are_declined_with_the_way_to_time_a_file()
    {
        await using var runtime = new TestRuntime();
        var session = await runtime.ConnectAsync(Server.Uri, cancellationToken: Token);
        var failure = Assert.Throws<DbaException>(() => session.Require<ISlowQuerySource>());
        Assert.Equal("Declined", failure.Error.Id);
        Assert.Contains("-Workload", failure.Error.RecommendedAction, StringComparison.Ordinal);
    }
}
