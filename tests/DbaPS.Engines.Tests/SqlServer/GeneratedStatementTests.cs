namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>Every statement that a builder writes, as the golden logs have it, parses; what is newer than 2019 says so, with its page.</summary>
public sealed class GeneratedStatementTests
{
    private const int Grammar = 150;

    public static TheoryData<string, string> Statements => [.. Golden.Statements().Distinct().Select(s => (s.Log, s.Statement))];

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_generated_statement_parses(string log, string statement)
    {
        var newer = SqlServerScripts.Newer.Where(n => statement.Contains(n.Fragment, StringComparison.Ordinal)).ToList();
        Assert.True(newer.Count == 0 || TransactSql.Problems(statement, Grammar).Count > 0, $"{log}: the grammar of 2019 has it, so it needs no entry.");
        foreach (var unknown in newer.Where(n => n.Grammar is null))
        {
            Assert.NotEmpty(TransactSql.Problems(statement, 170));
            statement = statement.Replace(unknown.Fragment, unknown.Older, StringComparison.Ordinal);
        }
        Assert.Empty(TransactSql.Problems(statement, newer.Select(n => n.Grammar ?? Grammar).DefaultIfEmpty(Grammar).Max()));
    }

    [Fact]
    public void Every_newer_statement_is_written_by_a_builder_and_has_its_page()
    {
        var statements = Golden.Statements().Select(s => s.Statement).ToList();
        Assert.All(SqlServerScripts.Newer, n =>
        {
            Assert.Contains(statements, s => s.Contains(n.Fragment, StringComparison.Ordinal));
            Assert.StartsWith("https://learn.microsoft.com/sql/", n.Documentation, StringComparison.Ordinal);
        });
    }
}
