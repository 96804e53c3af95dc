using System.Globalization;
using DbaPS.Errors;
using DbaPS.SlowQueries;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

/// <summary>Timing a statement on any engine.</summary>
public abstract class StatementTimerSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : class, ITestServer
{
    protected CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    protected TServer Server { get; } = server;

    [Fact]
    public async Task Fetches_every_row()
    {
        var timing = await TimeAsync("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT i, 'a;b' FROM n; -- all of them");
        Assert.Equal(900, timing.Rows);
        Assert.InRange(timing.Duration, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (2)")]
    [InlineData("UPDATE t SET id = 2")]
    [InlineData("DELETE FROM t")]
    [InlineData("DROP TABLE t")]
    [InlineData("CREATE TABLE u (id int)")]
    [InlineData("/* SELECT */ DELETE FROM t")]
    [InlineData("SELECT 1; DELETE FROM t")]
    [InlineData("COMMIT")]
    [InlineData("")]
    [InlineData("-- nothing")]
    public async Task Refuses_what_does_not_only_read(string sql)
    {
        var error = await RefusalAsync(sql);
        Assert.Equal(("StatementNotTimed", DbaErrorCategory.InvalidOperation), (error.Id, error.Category));
        Assert.NotEmpty(error.RecommendedAction!);
    }

    [Fact]
    public async Task A_statement_that_fails_says_why()
    {
        var error = await RefusalAsync("SELECT nothing_here FROM t");
        Assert.Contains("nothing_here", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Times a statement in a database with a table <c>t</c> of one row, and sees that the row is as it was.</summary>
    protected async Task<StatementTiming> TimeAsync(string sql)
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id int); INSERT INTO t VALUES (1)", database, Token);
        await using var runtime = new TestRuntime();
        var session = await runtime.ConnectAsync(Server.UriOf(database), cancellationToken: Token);
        try
        {
            return await session.Require<IStatementTimer>().TimeAsync(sql, Token);
        }
        finally
        {
            Assert.Equal(1L, Convert.ToInt64(await Server.ScalarAsync("SELECT sum(id) FROM t", database, Token), CultureInfo.InvariantCulture));
        }
    }

    protected async Task<DbaError> RefusalAsync(string sql) => (await Assert.ThrowsAsync<DbaException>(() => TimeAsync(sql))).Error;
}
