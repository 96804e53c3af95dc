using DbaPS.Indexes;
using DbaPS.PostgreSql.Indexes;
using DbaPS.Sql;

namespace DbaPS.Engines.Tests.Indexes;

/// <summary>The statements as they are written; what they do is tested on servers.</summary>
public sealed class PostgreSqlIndexSqlTests
{
    [Theory]
    [InlineData("a", "", null, false, "CREATE INDEX CONCURRENTLY \"i\" ON \"s\".\"t\" USING btree (\"a\")")]
    [InlineData("a desc,B nulls first", "", null, false, "CREATE INDEX CONCURRENTLY \"i\" ON \"s\".\"t\" USING btree (\"a\" DESC, \"B\" NULLS FIRST)")]
    [InlineData("(lower(a)) desc nulls last", "B,c d", "a <> 'x'", true, "CREATE UNIQUE INDEX CONCURRENTLY \"i\" ON \"s\".\"t\" USING btree ((lower(a)) DESC NULLS LAST) INCLUDE (\"B\", \"c d\") WHERE (a <> 'x')")]
    [InlineData("a collate pg_catalog.\"C\" text_pattern_ops", "", null, false, "CREATE INDEX CONCURRENTLY \"i\" ON \"s\".\"t\" USING btree (\"a\" COLLATE \"pg_catalog\".\"C\" \"text_pattern_ops\")")]
    [InlineData("a gist_trgm_ops(siglen=32)", "", null, false, "CREATE INDEX CONCURRENTLY \"i\" ON \"s\".\"t\" USING btree (\"a\" \"gist_trgm_ops\" (siglen=32))")]
    public void Create_quotes_names_and_keeps_expressions(string columns, string include, string? where, bool unique, string expected)
    {
        string[] table = ["a", "B", "c d"];
        var wish = new IndexWish([.. columns.Split(',').Select(c => IndexColumn.Parse(c, table, SqlDialect.PostgreSql))],
            [.. include.Split(',', StringSplitOptions.RemoveEmptyEntries)], where, "btree", IndexOrder.Sorted, unique);
        Assert.Equal(expected, PostgreSqlIndexSql.Create(wish, "i", "s", "t", concurrently: true));
    }

    [Fact]
    public void A_definition_over_partitions_is_made_alone_and_attached_to()
    {
        var wish = new IndexWish([new IndexColumn { Name = "a" }], [], null, "My Method", IndexOrder.Leading, false);
        Assert.Equal("CREATE INDEX \"i\" ON ONLY \"s\".\"t\" USING \"My Method\" (\"a\")", PostgreSqlIndexSql.Create(wish, "i", "s", "t", concurrently: false, only: true));
        Assert.Equal("ALTER INDEX \"s\".\"i\" ATTACH PARTITION \"p\".\"j\"", PostgreSqlIndexSql.Attach("s", "i", "p", "j"));
    }

    [Fact]
    public void Names_with_quotes_stay_names()
    {
        Assert.Equal("DROP INDEX CONCURRENTLY \"a\"\"; --\".\"b\"", PostgreSqlIndexSql.Drop("a\"; --", "b", concurrently: true));
        Assert.Equal("ANALYZE \"a\".\"b\"\"c\"", PostgreSqlIndexSql.Analyze("a", "b\"c"));
        Assert.Equal("SET lock_timeout = 1501", PostgreSqlIndexSql.LockTimeout(TimeSpan.FromMilliseconds(1500.2)));
        Assert.Equal("EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) SELECT (lower(a)), (b > 1) FROM ONLY \"s\".\"t\" AS t", PostgreSqlIndexSql.Explain(["lower(a)", "b > 1"], "s", "t"));
    }
}
