using DbaPS.PostgreSql.Restores;

namespace DbaPS.Engines.Tests.Restores;

public sealed class ColumnMarksTests
{
    [Theory]
    [InlineData("ALTER TABLE ONLY public.t ALTER COLUMN a SET (pg_attver=30346192)", null)]
    [InlineData("ALTER TABLE ONLY public.t ALTER COLUMN a SET (pg_attver=1, n_distinct=5)", "ALTER TABLE ONLY public.t ALTER COLUMN a SET (n_distinct=5)")]
    [InlineData("ALTER TABLE ONLY public.t ALTER COLUMN a SET (n_distinct=5, pg_attver=1, n_distinct_inherited=-0.5)", "ALTER TABLE ONLY public.t ALTER COLUMN a SET (n_distinct=5, n_distinct_inherited=-0.5)")]
    [InlineData("ALTER FOREIGN TABLE ONLY public.\"a b\" ALTER COLUMN \"x y\" SET (pg_attver=1)", null)]
    [InlineData("ALTER TABLE ONLY public.t ALTER COLUMN a SET (n_distinct=5)", "ALTER TABLE ONLY public.t ALTER COLUMN a SET (n_distinct=5)")]
    [InlineData("COMMENT ON TABLE t IS 'ALTER TABLE x ALTER COLUMN a SET (pg_attver=1)'", "COMMENT ON TABLE t IS 'ALTER TABLE x ALTER COLUMN a SET (pg_attver=1)'")]
    public void The_servers_mark_is_left_out(string statement, string? expected) => Assert.Equal(expected, ColumnMarks.Remove(statement));
}
