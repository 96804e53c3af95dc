namespace DbaPS.MySql.Indexes;

/// <summary>One key of an index as the catalogue has it.</summary>
/// <param name="Column">Null for an expression.</param>
/// <param name="Expression">MySQL's functional key part, without parentheses around it.</param>
/// <param name="Prefix">Characters (bytes of binary columns) that are indexed; null for the whole column.</param>
internal sealed record IndexPart(string? Column, string? Expression, long? Prefix, bool Descending)
{
    /// <summary>As CREATE INDEX has it.</summary>
    public string Sql => (Column is { } name ? MySqlNames.Quote(name) : $"({Expression})") + (Prefix is { } length ? $"({length})" : "") + (Descending ? " DESC" : "");

    /// <summary>As people read it: without needless quotes.</summary>
    public string Text => (Column is { } name ? MySqlNames.QuoteIfNeeded(name) : $"({Expression})") + (Prefix is { } length ? $"({length})" : "") + (Descending ? " DESC" : "");
}
