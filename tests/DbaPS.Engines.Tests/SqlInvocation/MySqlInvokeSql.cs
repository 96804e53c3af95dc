using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

/// <summary>Invoke-DbaSql on MySQL and MariaDB: every kind of value, and what only these have.</summary>
public abstract class MySqlInvokeSql<TServer>(TServer server) : InvokeSqlSpec<TServer>(server)
    where TServer : SharedMySql
{
    private const string Marker = "invoke-sql-long";

    protected override string LongStatement => $"SELECT SLEEP(120), '{Marker}' AS marker";

    protected override string MillionRows => Server.Product.IsMariaDb
        ? "SELECT seq AS i, CONCAT('row ', seq) AS text, seq * 0.5e0 AS half FROM seq_1_to_1000000"
        : "WITH d(n) AS (SELECT 0 UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9), "
            + "k(i) AS (SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n + 100000 * f.n FROM d a, d b, d c, d, d e, d f) SELECT i, CONCAT('row ', i) AS text, i * 0.5e0 AS half FROM k";

    protected override async Task WaitUntilRunsAsync()
    {
        for (var i = 0; (long)(await RunningAsync())! == 0; i++)
        {
            Assert.InRange(i, 0, 500);
            await Task.Delay(20, Token);
        }
    }

    protected override async Task VerifyEndedAsync()
    {
        for (var i = 0; i < 100 && (long)(await RunningAsync())! > 0; i++)
        {
            await Task.Delay(50, Token);
        }
        Assert.Equal(0L, await RunningAsync());
    }

    private Task<object?> RunningAsync() =>
        Server.ScalarAsync($"SELECT count(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP%{Marker}%' AND ID <> CONNECTION_ID()", cancellationToken: Token);
}
