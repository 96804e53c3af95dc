using DbaPS.SlowQueries;
using DbaPS.Sql;

namespace DbaPS.Tests.SlowQueries;

public sealed class StatementOriginTests
{
    [Theory]
    [InlineData("select * from pg_stat_activity where pid = $1", true)]
    [InlineData("SELECT n.nspname FROM pg_catalog.pg_class c JOIN \"pg_catalog\".pg_namespace n ON true", true)]
    [InlineData("select * from information_schema.tables", true)]
    [InlineData("with x as (select 1 from pg_class) select * from pg_index", true)]
    [InlineData("select * from pg_class c join shop.orders o on o.id = c.oid", false)]
    [InlineData("select * from orders", false)]
    [InlineData("select $1", false)]
    [InlineData("insert into t select * from pg_class", false)]
    [InlineData("select count(*) from \"pg orders\"", false)]
    [InlineData("WITH RECURSIVE w AS (SELECT objid FROM pg_depend), x AS MATERIALIZED (SELECT 1 FROM w) SELECT * FROM w JOIN X ON true", true)]
    [InlineData("with w as (select * from orders) select * from w join pg_class on true", false)]
    [InlineData("PREPARE p(oid) AS SELECT 1 FROM unnest($1) AS s(o) JOIN pg_index i ON i.indexrelid IS DISTINCT FROM s.o", true)]
    [InlineData("DISCARD ALL", true)]
    [InlineData("SET LOCAL jit = $1;", true)]
    [InlineData("SET @found = (SELECT count(*) FROM orders)", false)]
    [InlineData("SET NOCOUNT ON; DELETE orders", false)]
    [InlineData("begin transaction isolation level repeatable read, read only", true)]
    [InlineData("BEGIN UPDATE orders SET a = 1 END", false)]
    [InlineData("ROLLBACK TO SAVEPOINT $1", true)]
    [InlineData("LOCK TABLE \"a\".\"b\", c IN ACCESS SHARE MODE", true)]
    [InlineData("LOCK TABLE c", false)]
    [InlineData("COMMIT", false)]
    public void Only_statements_that_read_nothing_but_the_catalogue_or_set_up_a_session_are_the_systems(string sql, bool expected) =>
        Assert.Equal(expected, StatementOrigin.IsSystem(sql, SqlDialect.PostgreSql));
}
