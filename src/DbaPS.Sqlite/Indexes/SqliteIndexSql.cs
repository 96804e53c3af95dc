using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.Sql;

namespace DbaPS.Sqlite.Indexes;

/// <summary>Writes CREATE INDEX, and expressions in one form so that two that say the same are equal.</summary>
internal static class SqliteIndexSql
{
    public static string Create(IReadOnlyList<IndexColumn> columns, string? where, bool unique, string schema, string table, string name) =>
        $"CREATE {(unique ? "UNIQUE " : "")}INDEX {SqliteNames.Qualify(schema, name)} ON {SqliteNames.Quote(table)} ({string.Join(", ", columns.Select(Column))}){(where is null ? "" : $" WHERE {where}")}";

    public static string Drop(string schema, string name) => $"DROP INDEX {SqliteNames.Qualify(schema, name)}";

    public static string Analyze(string schema, string name) => $"ANALYZE {SqliteNames.Qualify(schema, name)}";

    /// <summary>Words in lower case, plain names without quotes, one blank between tokens, no needless parentheses around the whole.</summary>
    public static string Canonical(string expression)
    {
        var tokens = SqlLexer.Read(expression, SqlDialect.Sqlite).Where(t => t.IsSignificant).Select(t => Text(t, expression)).ToList();
        while (tokens.Count > 2 && tokens[0] == "(" && Closes(tokens) == tokens.Count - 1)
        {
            tokens = tokens[1..^1];
        }
        return string.Join(' ', tokens);
    }

    /// <exception cref="DbaException">It asks for what SQLite's indexes don't have.</exception>
    public static void Check(NewIndexRequest request, IEnumerable<IndexColumn> columns)
    {
        Refuse(request.Include.Count > 0, nameof(request.Include), "SQLite's indexes carry no columns beside their key. Add them to the end of -Column.");
        Refuse(request.Method is { } method && !method.Equals("btree", StringComparison.OrdinalIgnoreCase), nameof(request.Method), "SQLite has btree indexes only.");
        Refuse(columns.Any(c => c.OperatorClass.Count > 0), nameof(request.Column), "SQLite has no operator classes.");
        Refuse(columns.Any(c => c.NullsFirst is { } first && first == c.Descending), nameof(request.Column), "SQLite sorts nulls as the smallest values: first going up, last going down.");

        static void Refuse(bool asked, string parameter, string why)
        {
            if (asked)
            {
                throw new DbaException(DbaErrors.InvalidParameter(parameter, null, why));
            }
        }
    }

    private static string Column(IndexColumn column) =>
        (column.Name is { } name ? SqliteNames.Quote(name) : column.Expression)
        + (column.Collation.Count > 0 ? $" COLLATE {SqliteNames.Quote(column.Collation[^1])}" : "")
        + (column.Descending ? " DESC" : "");

    private static string Text(SqlToken token, string text)
    {
        var value = token.In(text).ToString();
        return token.Kind switch
        {
            SqlTokenKind.QuotedIdentifier when value.Length > 2 && value[1..^1].All(c => char.IsAsciiLetterOrDigit(c) || c == '_') => value[1..^1].ToLowerInvariant(),
            SqlTokenKind.Word => value.ToLowerInvariant(),
            _ => value switch { "==" => "=", "!=" => "<>", _ => value },
        };
    }

    private static int Closes(List<string> tokens)
    {
        var depth = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            depth += tokens[i] switch { "(" => 1, ")" => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }
        }
        return -1;
    }
}
