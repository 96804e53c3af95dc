using DbaPS.Sql;

namespace DbaPS.Tests.Sql;

/// <summary>Scripts of T-SQL: batches, and statements where nothing binds them together.</summary>
public sealed class BatchSplitterTests
{
    [Fact]
    public void A_batch_of_plain_statements_is_taken_apart_with_lines()
    {
        var parts = Split("CREATE TABLE t (id int);\nINSERT INTO t VALUES (1);\nGO\nDROP TABLE IF EXISTS t;\nBEGIN TRANSACTION; COMMIT");
        Assert.Equal(["1 CREATE TABLE t (id int)", "2 INSERT INTO t VALUES (1)", "4 DROP TABLE IF EXISTS t", "5 BEGIN TRANSACTION", "5 COMMIT"], parts.Select(p => $"{p.Line} {p.Text}"));
    }

    [Theory]
    [InlineData("DECLARE @x int = 1; SELECT @x;")]
    [InlineData("IF EXISTS (SELECT 1) SELECT 1; SELECT 2;")]
    [InlineData("BEGIN TRY SELECT 1; END TRY BEGIN CATCH SELECT 2; END CATCH;")]
    [InlineData("CREATE OR ALTER PROCEDURE p AS SELECT 1; SELECT 2;")]
    [InlineData("CREATE FUNCTION f() RETURNS int AS BEGIN RETURN 1; END;")]
    [InlineData("WHILE 1 = 0 SELECT 1; SELECT 2;")]
    public void A_batch_whose_statements_need_each_other_stays_whole(string batch) => Assert.Equal([batch], Split(batch).Select(p => p.Text));

    [Fact]
    public void Go_with_a_count_repeats_its_batch()
    {
        Assert.Equal(["SELECT 1", "SELECT 1", "SELECT 1", "SELECT 2"], Split("SELECT 1;\n  go 3 -- three times\nSELECT 2\nGO").Select(p => p.Text));
        Assert.Empty(Split("SELECT 1\nGO 0"));
    }

    [Theory]
    [InlineData("SELECT 1 AS go", 1)]
    [InlineData("SELECT '\nGO\n'", 1)]
    [InlineData("/*\nGO\n*/ SELECT 1", 1)]
    [InlineData("GO\nGO\n;\nGO", 0)]
    [InlineData("SELECT [a\nGO\nb]", 1)]
    public void Only_a_line_of_its_own_ends_a_batch(string script, int count) => Assert.Equal(count, Split(script).Count);

    private static IReadOnlyList<SqlStatement> Split(string script) => StatementSplitter.Split(script, SqlDialect.SqlServer);
}
