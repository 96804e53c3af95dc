using DbaPS.SlowQueries;
using DbaPS.Sql;
using DbaPS.Tests.Digests;
using FsCheck.Fluent;

namespace DbaPS.Tests.SlowQueries;

public sealed class QueryFingerprintTests
{
    [Theory]
    [InlineData("SELECT  *\nFROM Users -- c\nWHERE id = 42;", "select * from users where id = ?")]
    [InlineData("select * from \"users\" where /* x */ \"id\" = $1", "select * from users where id = ?")]
    [InlineData("select * from \"Users\" where \"a b\" = 'it''s'", "select * from \"Users\" where \"a b\" = ?")]
    [InlineData("select a from t where b in (1, 2, 3) and c IN ($1 /*, ... */)", "select a from t where b in ( ? ) and c in ( ? )")]
    [InlineData("select a from t where (b, c) in ((1,2),(3,4))", "select a from t where ( b , c ) in ( ( ? , ? ) )")]
    [InlineData("select a from t where b in ('x'::text, 'y'::text)", "select a from t where b in ( ? :: text )")]
    [InlineData("select a from t where b in (select 1)", "select a from t where b in ( select ? )")]
    [InlineData("insert into t (a, b) values (1, 'x'), (2, 'y'), (3, 'z') on conflict do nothing", "insert into t ( a , b ) values ( ? , ? ) on conflict do nothing")]
    [InlineData("insert into t values (1, default), (2, 3)", "insert into t values ( ? , default ) , ( ? , ? )")]
    [InlineData("select f(1, 2)", "select f ( ? , ? )")]
    [InlineData("select * from t where a = any(array[1,2,3])", "select * from t where a = any ( array [ ? ] )")]
    [InlineData("select -1, a-1, a - -1, a=-1 from t limit -5", "select ? , a - ? , a - ? , a = ? from t limit ?")]
    [InlineData("select true, null from t where a is null and b is not null and c is true and d = false", "select ? , ? from t where a is null and b is not null and c is true and d = ?")]
    [InlineData("select 'a'\n'b', E'\\'', B'1', $$x$$, 1e5, .5", "select ? , ? , ? , ? , ? , ?")]
    [InlineData("select x != 1", "select x <> ?")]
    [InlineData("select 'cut o", "select ?")]
    [InlineData("select a from t where b in (1, 2", "select a from t where b in ( ? , ?")]
    [InlineData("", "")]
    public void A_shape_is_what_stays_of_a_statement(string sql, string expected) => Assert.Equal(expected, QueryFingerprint.Normalize(sql, SqlDialect.PostgreSql));

    [Fact]
    public void The_same_statement_has_one_id_on_every_engine()
    {
        string[] ids =
        [
            QueryFingerprint.Of("SELECT * FROM orders WHERE id = $1 AND state IN ($2, $3)", SqlDialect.PostgreSql),
            QueryFingerprint.Of("SELECT * FROM orders WHERE id = 5 AND state IN ('a')", SqlDialect.PostgreSql),
            QueryFingerprint.Of("select * from [orders] where \"id\" = ?1 and `state` in (:a, @b, $c)", SqlDialect.Sqlite),
            QueryFingerprint.Of("SELECT * FROM `orders` WHERE `id` = ? AND `state` IN (\"a\",'b')", SqlDialect.MySql),
            QueryFingerprint.Of("select * from [Orders] where [Id] = @p0 and [State] in (@p1) -- x", SqlDialect.SqlServer),
        ];
        Assert.Single(ids.Distinct());
        Assert.Matches("^[0-9a-f]{16}$", ids[0]);
    }

    /// <summary>Written once: the history holds ids, so a change of the rules must be a decision.</summary>
    [Fact]
    public void Ids_do_not_change_between_versions() =>
        Assert.Equal("fbde135c64f4f643", QueryFingerprint.Of("SELECT * FROM orders WHERE id = $1", SqlDialect.PostgreSql));

    [Fact]
    public void Normalising_a_shape_again_changes_nothing() => Holds.For<string>(text =>
    {
        var once = QueryFingerprint.Normalize(text ?? "", SqlDialect.Sqlite);
        Assert.Equal(QueryFingerprint.Of(once, SqlDialect.Sqlite), QueryFingerprint.Of(QueryFingerprint.Normalize(once, SqlDialect.Sqlite), SqlDialect.Sqlite));
    });

    [Fact]
    public void Case_spacing_comments_and_values_do_not_matter()
    {
        string[][] tokens =
        [
            ["select"], ["a", "A", "\"a\""], [",", " , ", "/* x */,"], ["1", "'x'", "$1", "-5", "null", "1.5e3"], ["from", "FROM"], ["t"], ["where"], ["b"], ["in"], ["(1)", "(1,2)", "('x', $2 , 3)"],
        ];
        var texts = Gen.CollectToList(tokens.Select(t => Gen.Elements(t).Zip(Gen.Elements(" ", "\n", "\t  ", " -- c\n", "/* ' */")))).Select(p => string.Concat(p.Select(x => x.Item1 + x.Item2)));
        var expected = QueryFingerprint.Of("select a, 1 from t where b in (1)", SqlDialect.PostgreSql);
        Holds.Over(texts.ToArbitrary(), text => Assert.Equal(expected, QueryFingerprint.Of(text, SqlDialect.PostgreSql)));
    }
}
