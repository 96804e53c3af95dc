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
    [InlineData("COMMIT", false)]
    public void Only_statements_that_read_nothing_but_the_catalogue_are_the_systems(string sql, bool expected) =>
        Assert.Equal(expected, StatementOrigin.IsSystem(sql, SqlDialect.PostgreSql));
}
