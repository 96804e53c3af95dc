using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.Indexes;

/// <summary>One key column as the user wrote it, taken apart.</summary>
public sealed record IndexColumn
{
    /// <summary>The table's column; null for an expression.</summary>
    public string? Name { get; init; }

    /// <summary>The expression, without the parentheses around it; null for a column.</summary>
    public string? Expression { get; init; }

    /// <summary>The parts of the collation's name: one, or schema and name. Empty when none is given.</summary>
    public IReadOnlyList<string> Collation { get; init; } = [];

    /// <summary>The parts of the operator class's name. Empty when none is given.</summary>
    public IReadOnlyList<string> OperatorClass { get; init; } = [];

    /// <summary>The operator class's parameters as written, without parentheses.</summary>
    public string? OperatorClassParameters { get; init; }

    public bool Descending { get; init; }

    /// <summary>Null when not given: the engine's own for the direction.</summary>
    public bool? NullsFirst { get; init; }

    /// <summary>Takes a column apart. A name that the table has exactly so wins over every other reading.</summary>
    /// <param name="text">As the user wrote it.</param>
    /// <param name="columns">The names of the table's columns, as the engine keeps them.</param>
    /// <param name="dialect">The engine's.</param>
    /// <exception cref="DbaException">It is not one column or expression, or the table has no such column.</exception>
    public static IndexColumn Parse(string text, IReadOnlyCollection<string> columns, SqlDialect dialect)
    {
        var trimmed = text.Trim();
        return columns.Contains(trimmed, StringComparer.Ordinal) ? new IndexColumn { Name = trimmed } : new IndexColumnParser(trimmed, columns, dialect).Read();
    }

    /// <summary>Refuses text that could end the statement it is put into: a semicolon, a comment, an open quote or parenthesis.</summary>
    /// <exception cref="DbaException">It is not one expression.</exception>
    public static void CheckExpression(string text, SqlDialect dialect, string parameter) => IndexColumnParser.CheckFragment(text, dialect, parameter);

    /// <summary>The column of the table that a name means: exactly so, or as the engine folds it.</summary>
    public static string Resolve(string name, IReadOnlyCollection<string> columns, SqlDialect dialect)
    {
        if (columns.Contains(name, StringComparer.Ordinal))
        {
            return name;
        }
        var bare = name.Length > 1 && name[0] is '"' or '`' or '[' ? IndexColumnParser.Unquote(name) : name;
        return columns.FirstOrDefault(c => string.Equals(c, bare, StringComparison.Ordinal))
            ?? columns.FirstOrDefault(c => (ReferenceEquals(bare, name) || (dialect & SqlDialect.CaseSensitiveQuotes) == 0) && string.Equals(c, bare, StringComparison.OrdinalIgnoreCase))
            ?? throw new DbaException(DbaErrors.ColumnMissing(name, columns));
    }
}
