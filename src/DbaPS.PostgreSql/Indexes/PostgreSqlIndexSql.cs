using System.Globalization;
using DbaPS.Indexes;

namespace DbaPS.PostgreSql.Indexes;

/// <summary>Writes the statements of making an index.</summary>
internal static class PostgreSqlIndexSql
{
    /// <summary>The setting that bounds every wait of a build, also the one for older transactions to end.</summary>
    public static string LockTimeout(TimeSpan timeout) => string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = {(long)Math.Ceiling(timeout.TotalMilliseconds)}");

    /// <summary><c>CREATE INDEX</c> of a wish on one table.</summary>
    /// <param name="wish">What to make.</param>
    /// <param name="name">The index's name; its schema is the table's.</param>
    /// <param name="concurrently">Without stopping writes.</param>
    /// <param name="only">The definition alone, not the partitions' indexes.</param>
    public static string Create(IndexWish wish, string name, string schema, string table, bool concurrently, bool only = false)
    {
        var include = wish.Include.Count == 0 ? "" : $" INCLUDE ({string.Join(", ", wish.Include.Select(PostgreSqlNames.Quote))})";
        var where = wish.Where is null ? "" : $" WHERE ({wish.Where})";
        return $"CREATE {(wish.Unique ? "UNIQUE " : "")}INDEX {(concurrently ? "CONCURRENTLY " : "")}{PostgreSqlNames.Quote(name)} ON {(only ? "ONLY " : "")}{PostgreSqlNames.Quote(schema, table)}"
            + $" USING {Word(wish.Method)} ({string.Join(", ", wish.Columns.Select(Column))}){include}{where}";
    }

    public static string Drop(string schema, string index, bool concurrently) => $"DROP INDEX {(concurrently ? "CONCURRENTLY " : "")}{PostgreSqlNames.Quote(schema, index)}";

    public static string Attach(string parentSchema, string parent, string schema, string index) =>
        $"ALTER INDEX {PostgreSqlNames.Quote(parentSchema, parent)} ATTACH PARTITION {PostgreSqlNames.Quote(schema, index)}";

    public static string Analyze(string schema, string table) => $"ANALYZE {PostgreSqlNames.Quote(schema, table)}";

    /// <summary>A query whose plan shows expressions as the server writes them; it is explained, never run.</summary>
    public static string Explain(IEnumerable<string> expressions, string schema, string table) =>
        $"EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) SELECT {string.Join(", ", expressions.Select(e => $"({e})"))} FROM ONLY {PostgreSqlNames.Quote(schema, table)} AS t";

    private static string Column(IndexColumn column)
    {
        var text = column.Name is { } name ? PostgreSqlNames.Quote(name) : $"({column.Expression})";
        if (column.Collation.Count > 0)
        {
            text += $" COLLATE {Name(column.Collation)}";
        }
        if (column.OperatorClass.Count > 0)
        {
            text += $" {Name(column.OperatorClass)}{(column.OperatorClassParameters is { } parameters ? $" ({parameters})" : "")}";
        }
        return text + (column.Descending ? " DESC" : "") + (column.NullsFirst switch { true => " NULLS FIRST", false => " NULLS LAST", null => "" });
    }

    private static string Name(IReadOnlyList<string> parts) => string.Join('.', parts.Select(PostgreSqlNames.Quote));

    /// <summary>An access method's name, bare where that is plain.</summary>
    private static string Word(string name) => name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') ? name : PostgreSqlNames.Quote(name);
}
