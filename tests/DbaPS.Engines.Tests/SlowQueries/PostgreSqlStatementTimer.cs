using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

/// <summary>Timing a statement on PostgreSQL.</summary>
public sealed class PostgreSqlStatementTimer(PostgreSql15 server) : StatementTimerSpec<PostgreSql15>(server)
{
    [Theory]
    [InlineData("WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone")]
    [InlineData("SELECT * INTO u FROM t")]
    [InlineData("SELECT * FROM t FOR UPDATE")]
    [InlineData("SELECT setval('t_seq', 7)")]
    [InlineData("COPY t TO PROGRAM 'true'")]
    [InlineData("EXPLAIN ANALYZE DELETE FROM t")]
    [InlineData("CALL anything()")]
    [InlineData("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE")]
    public async Task Refuses_what_writes_in_disguise(string sql)
    {
        var error = await RefusalAsync(sql);
        Assert.Contains(error.Id, (string[])["StatementNotTimed", "StatementFailed"]);
    }

    [Theory]
    [InlineData("VALUES (1), (2), (3)", 3)]
    [InlineData("TABLE t", 1)]
    [InlineData("(SELECT 1) UNION ALL (SELECT 2)", 2)]
    [InlineData("SHOW work_mem", 1)]
    [InlineData("SELECT $$a;b$$, ':x', '@p', '{\"a\": 1}'::jsonb ? 'a'", 1)]
    public async Task Runs_queries_of_every_form(string sql, long rows)
    {
        Assert.Equal(rows, (await TimeAsync(sql)).Rows);
    }

    [Fact]
    public async Task What_a_read_only_transaction_lets_pass_is_rolled_back()
    {
        // Before 16 large objects could be made in one.
        Assert.Equal(1, (await TimeAsync("SELECT lo_create(4711)")).Rows);
        Assert.Equal(0L, await Server.ScalarAsync("SELECT count(*) FROM pg_largeobject_metadata WHERE oid = 4711", cancellationToken: Token));
    }

    [Fact]
    public async Task A_parameter_has_no_value()
    {
        var error = await RefusalAsync("SELECT * FROM t WHERE id = $1");
        Assert.Contains("$1", error.Message, StringComparison.Ordinal);
    }
}
