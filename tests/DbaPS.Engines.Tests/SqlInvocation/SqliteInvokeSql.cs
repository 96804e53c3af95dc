using System.Globalization;
using System.Text;
using DbaPS.SqlInvocation;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

/// <summary>Invoke-DbaSql on SQLite, where every cell has a type of its own.</summary>
public sealed class SqliteInvokeSql(SqliteServer server) : InvokeSqlSpec<SqliteServer>(server)
{
    /// <summary>Expression, type of .NET, its value as invariant text.</summary>
    public static TheoryData<string, string, string> EdgeValues { get; } = new()
    {
        { "9223372036854775807", "Int64", "9223372036854775807" },
        { "-9223372036854775808", "Int64", "-9223372036854775808" },
        { "9223372036854775808", "Double", "9.223372036854776E+18" },
        { "1.5", "Double", "1.5" },
        { "0.1 + 0.2", "Double", "0.30000000000000004" },
        { "9e999", "Double", "Infinity" },
        { "-9e999", "Double", "-Infinity" },
        { "9e999 - 9e999", "null", "" },
        { "''", "String", "" },
        { "'a\u00e9\U0001F600'", "String", "a\u00e9\U0001F600" },
        { "'a' || char(0) || 'b'", "String", "a\0b" },
        { "CAST(x'61ff62' AS text)", "Byte[]", "61FF62" },
        { "x'00ff'", "Byte[]", "00FF" },
        { "x''", "Byte[]", "" },
        { "'0044-03-15 BC'", "String", "0044-03-15 BC" },
        { "date('2024-02-29')", "String", "2024-02-29" },
        { "TRUE", "Int64", "1" },
        { "NULL", "null", "" },
        { "CAST('12345678901234567890.10' AS text)", "String", "12345678901234567890.10" },
    };

    protected override string LongStatement => "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    [Theory]
    [MemberData(nameof(EdgeValues))]
    public async Task Gives_every_value_as_it_is_kept(string expression, string type, string text)
    {
        foreach (var encoding in (string[])["UTF-8", "UTF-16le"])
        {
            if (encoding != "UTF-8" && type == "Byte[]")
            {
                continue;
            }
            var database = Path.Combine(Path.GetDirectoryName(Server.CreateDatabase())!, $"{Guid.NewGuid():N}.db?mode=rwc");
            var said = await RunAsync(new SqlRequest { Query = $"PRAGMA encoding = '{encoding}'; CREATE TABLE t (a); INSERT INTO t VALUES ({expression}); SELECT a AS value FROM t" }, database);
            Assert.Empty(said.Errors);
            var value = Get(Assert.Single(said.Of<DbaRow>()), "value");
            Assert.Equal(type, value is null ? "null" : value.GetType().Name);
            Assert.Equal(text, value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Gives_each_cell_its_own_type_where_a_column_has_several()
    {
        var rows = await RowsAsync("SELECT 1 AS id, column1 AS v FROM (VALUES (7), (NULL), ('seven'), (7.5), (x'07'), (8))");
        Assert.Equal(["Int64", "null", "String", "Double", "Byte[]", "Int64"], rows.Select(r => Get(r, "v")?.GetType().Name ?? "null"));
        Assert.Equal(typeof(long?), rows[0].GetType().GetProperty("v")!.PropertyType);
        Assert.Equal(typeof(object), rows[2].GetType().GetProperty("v")!.PropertyType);
        Assert.Equal(typeof(long?), rows[2].GetType().GetProperty("id")!.PropertyType);
        Assert.Same(rows[2].GetType(), rows[5].GetType());
    }

    [Fact]
    public async Task Takes_a_columns_declared_type_where_its_first_cell_is_null()
    {
        var rows = await RowsAsync("CREATE TEMP TABLE t (i integer, r real, s varchar(9), b blob, n numeric); INSERT INTO t DEFAULT VALUES; SELECT * FROM t");
        Assert.Equal([typeof(long?), typeof(double?), typeof(string), typeof(byte[]), typeof(object)], Assert.Single(rows).GetType().GetProperties().Select(p => p.PropertyType));
    }

    [Fact]
    public async Task Binds_values_of_every_kind()
    {
        var values = new Dictionary<string, object?>
        {
            ["whole"] = 5,
            ["amount"] = 1.50m,
            ["flag"] = true,
            ["day"] = new DateOnly(2024, 2, 29),
            ["at"] = new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc),
            ["bytes"] = Encoding.ASCII.GetBytes("x"),
            ["none"] = null,
            ["list"] = new object[] { 1, "b" },
            ["big"] = ulong.MaxValue,
        };
        var said = await RunAsync(new SqlRequest
        {
            Query = "SELECT @whole AS whole, :amount AS amount, $flag AS flag, @day AS day, @at AS at, typeof(@bytes) AS bytes, @none AS none, (SELECT count(*) FROM json_each(@list)) AS list, @big AS big",
            Parameters = values,
        });
        Assert.Empty(said.Errors);
        Assert.Equal("@{whole=5; amount=1.50; flag=1; day=2024-02-29; at=2024-02-29 12:00:00Z; bytes=blob; none=; list=2; big=18446744073709551615}", Assert.Single(said.Of<DbaRow>()).ToString());
    }

    [Fact]
    public async Task Says_which_value_is_missing()
    {
        var error = Assert.Single((await RunAsync(new SqlRequest { Query = "SELECT @id" })).Errors);
        Assert.Equal("ParameterMissing", error.Id);
        Assert.Contains("@id", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_scripts_with_triggers()
    {
        var rows = await RowsAsync("""
            CREATE TABLE t (id int); CREATE TABLE log (line text);
            CREATE TRIGGER after_t AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('one;'); INSERT INTO log VALUES ('two'); END;
            INSERT INTO t VALUES (1);
            SELECT count(*) AS n FROM log;
            """, Server.CreateDatabase());
        Assert.Equal("@{n=2}", Assert.Single(rows).ToString());
    }
}
