using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>The vendor's parser of T-SQL, by grammar.</summary>
internal static class TransactSql
{
    /// <summary>What is wrong with a text under the grammar of a version; empty for nothing.</summary>
    /// <param name="grammar">140 (2017), 150 (2019), 160 (2022), 170 (2025).</param>
    public static IReadOnlyList<string> Problems(string sql, int grammar)
    {
        Parser(grammar).Parse(new StringReader(sql), out var errors);
        return [.. errors.Select(e => $"line {e.Line}, column {e.Column}: {e.Message}")];
    }

    public static TSqlFragment Parse(string sql)
    {
        var fragment = Parser(170).Parse(new StringReader(sql), out var errors);
        Assert.Empty(errors.Select(e => $"line {e.Line}: {e.Message}"));
        return fragment;
    }

    private static TSqlParser Parser(int grammar) => grammar switch
    {
        140 => new TSql140Parser(initialQuotedIdentifiers: true),
        150 => new TSql150Parser(initialQuotedIdentifiers: true),
        160 => new TSql160Parser(initialQuotedIdentifiers: true),
        170 => new TSql170Parser(initialQuotedIdentifiers: true),
        _ => throw new ArgumentOutOfRangeException(nameof(grammar), grammar, "No such grammar."),
    };
}
