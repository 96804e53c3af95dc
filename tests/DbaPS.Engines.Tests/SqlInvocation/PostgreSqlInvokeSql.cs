using System.Globalization;
using DbaPS.SqlInvocation;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

/// <summary>Invoke-DbaSql on PostgreSQL: every kind of value, and what only this engine has.</summary>
public abstract class PostgreSqlInvokeSql<TServer>(TServer server) : InvokeSqlSpec<TServer>(server)
    where TServer : SharedPostgreSql
{
    private const string Marker = "invoke-sql-long";

    protected override string LongStatement => $"SELECT pg_sleep(120), '{Marker}' AS marker";

    [Theory]
    [MemberData(nameof(PostgreSqlEdgeValues.All), MemberType = typeof(PostgreSqlEdgeValues))]
    public async Task Gives_every_value_exactly_or_as_text(string expression, string type, string text)
    {
        var value = Get(Assert.Single(await RowsAsync($"SET lc_monetary = 'C'; SELECT {expression} AS value")), "value");
        Assert.Equal(type, value is null ? "null" : value.GetType().Name);
        Assert.Equal(text, Show(value));
    }

    [Fact]
    public async Task Keeps_the_types_of_a_column_when_one_value_does_not_fit()
    {
        var rows = await RowsAsync("SELECT i, CASE i WHEN 2 THEN 'infinity' ELSE '2024-01-01' END::timestamp AS at FROM generate_series(1, 3) i ORDER BY i");
        Assert.Equal(["2024-01-01T00:00:00.0000000", "infinity", "2024-01-01T00:00:00.0000000"], rows.Select(r => Show(Get(r, "at"))));
        Assert.Equal(typeof(DateTime?), rows[0].GetType().GetProperty("at")!.PropertyType);
        Assert.Equal(typeof(object), rows[1].GetType().GetProperty("at")!.PropertyType);
        Assert.IsType<DateTime>(Get(rows[2], "at"));
        Assert.Equal(typeof(int?), rows[2].GetType().GetProperty("i")!.PropertyType);
    }

    [Fact]
    public async Task Reads_types_that_are_made_in_the_same_run()
    {
        var rows = await RowsAsync("""
            CREATE TYPE mood AS ENUM ('sad', 'so so');
            CREATE TYPE pair AS (a int, b text);
            CREATE DOMAIN small AS int CHECK (VALUE < 10);
            SELECT 'so so'::mood AS mood, row(1, 'x, y')::pair AS pair, 7::small AS small, '{sad,"so so"}'::mood[] AS moods, '{1,2}'::small[] AS smalls;
            """, Server.CreateDatabase());
        Assert.Equal("@{mood=so so; pair=(1,\"x, y\"); small=7; moods={sad,\"so so\"}; smalls={1,2}}", rows[0].ToString());
        Assert.Equal(typeof(int?), rows[0].GetType().GetProperty("small")!.PropertyType);
    }

    [Fact]
    public async Task Sends_values_of_every_kind_and_lets_the_server_find_the_type_of_a_text()
    {
        var values = new Dictionary<string, object?>
        {
            ["day"] = "2024-02-29",
            ["id"] = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
            ["doc"] = "{\"a\": 1}",
            ["ids"] = new object[] { 1, 2, 3 },
            ["names"] = new object?[] { "a,b", null, "\"c\\" },
            ["bytes"] = new byte[] { 0, 255 },
            ["amount"] = 1.50m,
            ["utc"] = new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc),
            ["moment"] = new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(2)),
            ["span"] = TimeSpan.FromHours(25),
            ["big"] = ulong.MaxValue,
            ["nothing"] = DBNull.Value,
        };
        var said = await RunAsync(new SqlRequest
        {
            Query = """
                SELECT '2024-03-01'::date - @day AS days, @id = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid AS same, '{"a": 1, "b": 2}'::jsonb @> @doc AS holds,
                       2 = ANY (@ids) AS found, (@names::text[])[3] AS third, (@names::text[])[2] AS second, @bytes::bytea AS bytes, @amount AS amount,
                       @utc AS utc, @moment AS moment, @span AS span, @big AS big, @nothing::int AS nothing, :day::date AS colon, (array[1,2,3])[1:2] AS slice,
                       jsonb_build_object('k', @doc::text) AS built
                """,
            Parameters = values,
        });
        Assert.Empty(said.Errors);
        var row = Assert.Single(said.Of<DbaRow>());
        Assert.Equal(
            ["days=1", "same=True", "holds=True", "found=True", "third=\"c\\", "second=", "bytes=00FF", "amount=1.50", "utc=2024-02-29T12:00:00.0000000+00:00",
                "moment=2024-02-29T10:00:00.0000000+00:00", "span=1.01:00:00", "big=18446744073709551615", "nothing=", "colon=02/29/2024", "slice=1,2", "built={\"k\": \"{\\\"a\\\": 1}\"}"],
            row.GetType().GetProperties().Select(p => $"{p.Name}={Show(p.GetValue(row))}"));
    }

    [Fact]
    public async Task Types_a_text_where_nothing_else_does()
    {
        var said = await RunAsync(new SqlRequest { Query = "SELECT jsonb_build_object('a', @x) AS built, pg_typeof(@x)::text AS type", Parameters = new Dictionary<string, object?> { ["x"] = "y" } });
        Assert.Empty(said.Errors);
        Assert.Equal("@{built={\"a\": \"y\"}; type=text}", Assert.Single(said.Of<DbaRow>()).ToString());
    }

    [Fact]
    public async Task Tells_notices_as_verbose_and_warnings_as_warnings()
    {
        var said = await RunAsync(new SqlRequest { Query = "DO $$ BEGIN RAISE NOTICE 'for your information'; RAISE WARNING 'mind this'; END $$" });
        Assert.Empty(said.Errors);
        Assert.Equal(["mind this"], said.Warnings);
        Assert.Single(said.VerboseLines, l => l.Contains("for your information", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Runs_scripts_with_atomic_bodies_and_dollar_quotes()
    {
        const string Script = """
            CREATE FUNCTION quoted() RETURNS text LANGUAGE plpgsql AS $body$ BEGIN RETURN 'a;b'; END; $body$;
            CREATE PROCEDURE twice(x int) BEGIN ATOMIC SELECT x; SELECT CASE WHEN x > 1 THEN x END; END;
            CREATE FUNCTION atomic() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;
            SELECT quoted() AS quoted, atomic() AS atomic; CALL twice(3);
            """;
        var rows = await RowsAsync(Script, Server.CreateDatabase());
        Assert.Equal("@{quoted=a;b; atomic=2}", Assert.Single(rows).ToString());
    }

    [Fact]
    public async Task Says_the_line_inside_a_statement_that_spans_several()
    {
        var said = await RunAsync(new SqlRequest { Query = "SELECT 1;\n\nSELECT *,\n  nonsense,\n  1\nFROM pg_class" });
        var error = Assert.Single(said.Errors);
        Assert.StartsWith("Line 4: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("42703", error.NativeCode);
        Assert.StartsWith("SELECT *", error.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_no_secret_in_the_statement_of_an_error()
    {
        var error = Assert.Single((await RunAsync(new SqlRequest { Query = "ALTER ROLE no_such_role PASSWORD 'canary-7431'" })).Errors);
        Assert.DoesNotContain("canary-7431", $"{error} {error.Statement}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_copy_with_the_client_and_keeps_the_connection()
    {
        var said = await RunAsync(new SqlRequest { Query = "COPY pg_class TO STDOUT" });
        Assert.Contains("-Csv", Assert.Single(said.Errors).RecommendedAction, StringComparison.Ordinal);
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
        Server.ScalarAsync($"SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%' || 'pg_sleep' || '%{Marker}%' AND pid <> pg_backend_pid()", cancellationToken: Token);

    private static string Show(object? value) => value switch
    {
        null => "",
        byte[] bytes => Convert.ToHexString(bytes),
        string?[] texts => string.Join(',', texts),
        Array array => string.Join(',', array.Cast<object?>().Select(Show)),
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("o", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("o", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
