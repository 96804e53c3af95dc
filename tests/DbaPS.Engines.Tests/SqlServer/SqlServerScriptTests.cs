using DbaPS.Sql;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>Every script parses, and every name in it is documented. No server runs here: this stands for one.</summary>
[Covers("Get-DbaServer", "Get-DbaDatabase", "Get-DbaTable", "Get-DbaIndex", "Get-DbaSlowQuery", "Get-DbaCapability", On = [typeof(SqlServerServer)])]
public sealed class SqlServerScriptTests
{
    private static readonly string[] Built = ["SELECT", "WITH"];

    public static TheoryData<string> Names => [.. SqlServerScripts.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_script_parses_under_the_oldest_grammar_that_is_served(string name) => Assert.Empty(TransactSql.Problems(Script(name).Text, 140));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_script_only_reads(string name)
    {
        var first = SqlLexer.Read(Script(name).Text, SqlDialect.SqlServer).First(t => t.IsSignificant);
        Assert.Contains(first.In(Script(name).Text).ToString(), Built);
        Assert.Single(StatementSplitter.Split(Script(name).Text, SqlDialect.SqlServer));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_object_column_and_function_is_in_the_contract(string name)
    {
        var use = CatalogueUse.Of(Script(name).Text);
        var contract = SqlServerScripts.Contract;
        var objects = contract.Objects.ToDictionary(o => o.Name, StringComparer.OrdinalIgnoreCase);
        Assert.Empty(use.Problems);
        Assert.Empty(use.Objects.Except(objects.Keys, StringComparer.OrdinalIgnoreCase));
        Assert.Empty(use.Columns.Where(c => !objects[c.Object].Columns.ContainsKey(c.Column)).Select(c => $"{c.Object}.{c.Column}"));
        Assert.Empty(use.Functions.Except(contract.Functions.Select(f => f.Name), StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_header_names_what_is_read(string name)
    {
        var script = Script(name);
        Assert.Equal(script.Header.Reads.Order(StringComparer.Ordinal), CatalogueUse.Of(script.Text).Objects.Order(StringComparer.Ordinal));
        Assert.Equal(script.Header.Params.Select(p => p.Split(' ')[0]).Order(StringComparer.Ordinal),
            SqlLexer.Read(script.Text, SqlDialect.SqlServer).Where(t => t.Kind == SqlTokenKind.Parameter).Select(t => t.In(script.Text).ToString()).Where(p => !p.StartsWith("@@", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_header_names_the_columns_that_come(string name) =>
        Assert.Equal(Script(name).Header.Columns, OutputColumns.Of(Script(name).Text));

    [Fact]
    public void The_contract_says_nothing_that_is_not_used()
    {
        var uses = SqlServerScripts.All.Select(s => CatalogueUse.Of(s.Text)).ToList();
        var columns = uses.SelectMany(u => u.Columns).ToHashSet();
        Assert.Empty(SqlServerScripts.Contract.Objects.SelectMany(o => o.Columns.Keys.Select(c => (o.Name, c))).Where(c => !columns.Contains(c)).Select(c => $"{c.Name}.{c.c}"));
        Assert.Empty(SqlServerScripts.Contract.Functions.Select(f => f.Name).Except([.. uses.SelectMany(u => u.Functions), .. RightsUse.OfGolden().SelectMany(u => u.Functions)], StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_entry_of_the_contract_has_its_page_and_says_where_and_with_what_right()
    {
        Assert.All(SqlServerScripts.Contract.Objects, o =>
        {
            Assert.StartsWith("https://learn.microsoft.com/sql/relational-databases/", o.Documentation, StringComparison.Ordinal);
            Assert.InRange(o.Since, 14, 17);
            Assert.NotEmpty(o.Permission);
            Assert.NotEmpty(o.Platforms.Intersect(["SqlServer", "ManagedInstance", "AzureSqlDatabase"]));
            Assert.All(o.Columns.Values, Assert.NotEmpty);
        });
        Assert.All(SqlServerScripts.Contract.Rights, r => Assert.NotEmpty(r.Platforms.Intersect(["SqlServer", "ManagedInstance", "AzureSqlDatabase"])));
        Assert.All([.. SqlServerScripts.Contract.Rights.Select(r => r.Documentation), .. SqlServerScripts.Contract.Roles.Select(r => r.Documentation)],
            page => Assert.StartsWith("https://learn.microsoft.com/sql/", page, StringComparison.Ordinal));
        Assert.All(SqlServerScripts.Contract.Functions, f => Assert.StartsWith("https://learn.microsoft.com/sql/", f.Documentation, StringComparison.Ordinal));
    }

    /// <summary>What only some versions have is read by scripts that say so in their first line.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_newer_than_2017_is_said_in_the_title(string name)
    {
        var objects = SqlServerScripts.Contract.Objects.ToDictionary(o => o.Name, StringComparer.OrdinalIgnoreCase);
        var newest = CatalogueUse.Of(Script(name).Text).Columns
            .Select(c => Math.Max(objects[c.Object].Since, Since(objects[c.Object].Columns[c.Column]))).DefaultIfEmpty(14).Max();
        Assert.True(newest == 14 || Script(name).Header.Title.Contains("2019", StringComparison.Ordinal), $"{name} reads what came with {newest}.");

        static int Since(string type) => type.Contains("since ", StringComparison.Ordinal) ? int.Parse(type[(type.IndexOf("since ", StringComparison.Ordinal) + 6)..], System.Globalization.CultureInfo.InvariantCulture) : 14;
    }

    private static SqlScript Script(string name) => SqlServerScripts.All.Single(s => s.Name == name);
}
