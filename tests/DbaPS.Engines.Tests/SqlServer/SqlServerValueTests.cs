using System.Data.SqlTypes;
using DbaPS.Digests;
using DbaPS.SqlServer.Digests;
using DbaPS.SqlServer.SqlInvocation;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>Values at the edges: what they come as, what they digest to, and what only reads.</summary>
[Covers("Invoke-DbaSql", On = [typeof(SqlServerServer)])]
public sealed class SqlServerValueTests
{
    [Theory]
    [InlineData("12:34:56.7890123", "390000000a8be62614000493e0")]
    [InlineData("12:34:56.789012", "310000000a8be62614")]
    public void A_time_of_100_ns_has_picoseconds(string time, string canonical) => Assert.Equal(canonical, Bytes(row => ColumnForm.Time(row, TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void A_datetime2_before_2000_is_the_whole_microsecond_before_it()
    {
        Assert.Equal("33ffffffffffffffff", Bytes(row => ColumnForm.Timestamp(row, new DateTime(2000, 1, 1).AddTicks(-10))));
        // One tick before: the microsecond before, and 900,000 picoseconds.
        Assert.Equal("3bffffffffffffffff000dbba0", Bytes(row => ColumnForm.Timestamp(row, new DateTime(2000, 1, 1).AddTicks(-1))));
    }

    [Fact]
    public void Two_offsets_of_one_moment_are_two_values()
    {
        var moment = new DateTimeOffset(2000, 1, 1, 2, 0, 0, TimeSpan.FromHours(2));
        Assert.Equal("4100000002340000000000000000100000000000000078", Bytes(row => ColumnForm.TimestampZoned(row, moment)));
        Assert.NotEqual(Bytes(row => ColumnForm.TimestampZoned(row, moment)), Bytes(row => ColumnForm.TimestampZoned(row, moment.ToUniversalTime())));
    }

    [Theory]
    [InlineData("1.50", "1100000004312e3530")]
    [InlineData("1", "100000000000000001")]
    [InlineData("99999999999999999999999999999999999999", null)]
    public void A_decimal_digests_with_all_its_digits(string text, string? canonical)
    {
        var bytes = Bytes(row => ColumnForm.Decimal(row, SqlDecimal.Parse(text)));
        Assert.Equal(canonical ?? Bytes(row => row.Decimal(System.Text.Encoding.ASCII.GetBytes(text))), bytes);
    }

    [Fact]
    public void A_decimal_comes_whole_or_not_as_a_number()
    {
        Assert.True(SqlServerCells.TryDecimal(SqlDecimal.Parse("12345678901234567890.10"), out var fits));
        Assert.Equal("12345678901234567890.10", fits!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(SqlServerCells.TryDecimal(SqlDecimal.Parse("-0.5"), out var negative));
        Assert.Equal(-0.5m, negative);
        Assert.False(SqlServerCells.TryDecimal(SqlDecimal.Parse("99999999999999999999999999999999999999"), out _));
    }

    [Theory]
    [InlineData("int", false, "integer", "[a]")]
    [InlineData("numeric", false, "decimal", "[a]")]
    [InlineData("money", false, "decimal", "[a]")]
    [InlineData("datetime2", false, "timestamp", "[a]")]
    [InlineData("datetimeoffset", false, "composite<timestamptz,integer>", "[a]")]
    [InlineData("timestamp", false, "bytes", "[a]")]
    [InlineData("xml", false, "text", "CONVERT(nvarchar(max), [a])")]
    [InlineData("hierarchyid", true, "native:hierarchyid", "CONVERT(varbinary(max), [a])")]
    [InlineData("geography", true, "native:geography", "CONVERT(varbinary(max), [a])")]
    [InlineData("sql_variant", false, "any", "[a]")]
    [InlineData("vector", false, "native:vector", "CONVERT(varbinary(max), CONVERT(nvarchar(max), [a]))")]
    public void Every_type_has_a_form(string type, bool isClr, string form, string expression)
    {
        var column = ColumnForm.Of("a", type, isClr);
        Assert.Equal((form, expression), (column.Form.Name, column.Expression));
        Assert.Equal(form, DigestForm.Parse(form).Name);
        Assert.Empty(TransactSql.Problems($"SELECT {column.Expression}{(column.Companion is null ? "" : $", {column.Companion}")} FROM [s].[t]", 140));
    }

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("WITH a AS (SELECT 1 AS x) SELECT * FROM a")]
    [InlineData("SELECT [update], 'DROP TABLE t' FROM t -- DELETE")]
    [InlineData("SELECT * FROM a INNER MERGE JOIN b ON a.x = b.x OPTION (USE HINT('FORCE_LEGACY_CARDINALITY_ESTIMATION'))")]
    public void A_query_only_reads(string sql) => Assert.Null(ReadOnlyText.Refusal(sql));

    [Theory]
    [InlineData("")]
    [InlineData("DELETE FROM t")]
    [InlineData("SELECT 1 DROP TABLE t")]
    [InlineData("SELECT * INTO u FROM t")]
    [InlineData("WITH a AS (SELECT 1 AS x) DELETE FROM a")]
    [InlineData("SELECT NEXT VALUE FOR s")]
    [InlineData("SELECT 1 EXEC p")]
    [InlineData("SELECT * FROM OPENROWSET(BULK 'f', SINGLE_BLOB) AS x")]
    public void Anything_else_is_refused(string sql) => Assert.NotNull(ReadOnlyText.Refusal(sql));

    [Fact]
    public void Placeholders_become_the_servers_own()
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1, ["1"] = 2 };
        // $1 is an amount of money here.
        Assert.Equal("SELECT @a, @a, $1, '@a', geography::Point(1, 2, 4326), @other", SqlServerSqlChannel.Place("SELECT @a, :a, $1, '@a', geography::Point(1, 2, 4326), @other", values, out var used));
        Assert.Equal(["a"], used.Select(u => u.Key));
    }

    private static string Bytes(Action<CanonicalRow> append)
    {
        var row = new CanonicalRow();
        row.Begin();
        append(row);
        return Convert.ToHexString(row.Written).ToLowerInvariant();
    }
}
