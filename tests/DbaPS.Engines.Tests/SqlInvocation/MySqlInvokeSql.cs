using System.Globalization;
using DbaPS.SqlInvocation;
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

    [Theory]
    [MemberData(nameof(MySqlEdgeValues.All), MemberType = typeof(MySqlEdgeValues))]
    public async Task Gives_every_value_exactly_or_as_text(string column, string value, string type, string text)
    {
        var database = Server.CreateDatabase();
        var rows = await RowsAsync($"SET sql_mode = 'STRICT_ALL_TABLES'; CREATE TABLE t (v {column}); INSERT INTO t VALUES ({value}); SELECT v FROM t", database);
        var found = Get(Assert.Single(rows), "v");
        Assert.Equal(type, found is null ? "null" : found.GetType().Name);
        Assert.Equal(text, Show(found));
    }

    [Fact]
    public async Task Takes_values_of_every_kind_whatever_the_sql_mode()
    {
        foreach (var mode in (string[])["", "NO_BACKSLASH_ESCAPES,ANSI_QUOTES"])
        {
            var said = await RunAsync(new SqlRequest
            {
                Query = $"SET sql_mode = '{mode}'; SELECT @text AS t, @bytes AS b, @big AS n, @day AS d, @moment AS m, @flag AS f",
                Parameters = new Dictionary<string, object?>
                {
                    ["text"] = "\\' OR 1=1 -- ",
                    ["bytes"] = new byte[] { 0, 92, 39 },
                    ["big"] = ulong.MaxValue,
                    ["day"] = new DateOnly(2024, 2, 29),
                    ["moment"] = new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(2)),
                    ["flag"] = true,
                },
            });
            Assert.Empty(said.Errors);
            var row = Assert.Single(said.Of<DbaRow>());
            Assert.Equal("\\' OR 1=1 -- ", Get(row, "t"));
            Assert.Equal("005C27", Show(Get(row, "b")));
            Assert.Equal("18446744073709551615", Show(Get(row, "n")));
            Assert.Equal("2024-02-29", Show(Get(row, "d")));
            Assert.Contains("10:00:00", Show(Get(row, "m")), StringComparison.Ordinal);
            Assert.Equal("1", Show(Get(row, "f")));
        }
    }

    [Fact]
    public async Task Runs_scripts_with_stored_programs_and_gives_all_their_results()
    {
        var rows = await RowsAsync("""
            DELIMITER $$
            CREATE PROCEDURE twice(x int) BEGIN SELECT x AS one; SELECT x + 1 AS two; END$$
            DELIMITER ;
            CREATE FUNCTION thrice(x int) RETURNS int DETERMINISTIC BEGIN IF x > 0 THEN RETURN 3 * x; END IF; RETURN 0; END;
            CALL twice(3); SELECT thrice(2) AS three;
            """, Server.CreateDatabase());
        Assert.Equal(["@{one=3}", "@{two=4}", "@{three=6}"], rows.Select(r => r.ToString()));
    }

    [Fact]
    public async Task Passes_on_warnings()
    {
        var said = await RunAsync(new SqlRequest { Query = "SET sql_mode = ''; CREATE TABLE t (n tinyint); INSERT INTO t VALUES (999)" }, Server.CreateDatabase());
        Assert.Empty(said.Errors);
        Assert.Contains(said.Warnings, w => w.Contains("Out of range", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sends_no_file_of_this_machine()
    {
        var said = await RunAsync(new SqlRequest { Query = "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t" });
        Assert.Contains("-Csv", Assert.Single(said.Errors).RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_no_secret_in_the_statement_of_an_error()
    {
        var error = Assert.Single((await RunAsync(new SqlRequest { Query = "CREATE USER 'a'@'b' IDENTIFIED BY 'canary-7431' nonsense" })).Errors);
        Assert.DoesNotContain("canary-7431", $"{error.Statement}", StringComparison.Ordinal);
        Assert.Equal(("1064", 1), (error.NativeCode, error.Line));
    }

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

    private static string Show(object? value) => value switch
    {
        null => "",
        byte[] bytes => Convert.ToHexString(bytes),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("o", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
