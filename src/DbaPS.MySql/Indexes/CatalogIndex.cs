using DbaPS.Sql;

namespace DbaPS.MySql.Indexes;

/// <summary>An index as the catalogue has it.</summary>
internal sealed record CatalogIndex(string Schema, string Table, string Index, bool IsUnique, string Method, bool IsVisible, IReadOnlyList<IndexPart> Parts)
{
    public const string Primary = "PRIMARY";

    public bool IsPrimary => Index == Primary;

    /// <summary>The statement that makes it.</summary>
    public string CreateSql(MySqlDialect dialect)
    {
        var table = MySqlNames.Quote(Schema, Table);
        var parts = string.Join(", ", Parts.Select(p => p.Sql));
        if (IsPrimary)
        {
            return $"ALTER TABLE {table} ADD PRIMARY KEY ({parts})";
        }
        var kind = IsUnique ? "UNIQUE " : Method is "FULLTEXT" or "SPATIAL" ? $"{Method} " : "";
        var hidden = IsVisible ? "" : dialect == MySqlDialect.MariaDb ? " IGNORED" : " INVISIBLE";
        return $"CREATE {kind}INDEX {MySqlNames.Quote(Index)} ON {table} ({parts}){(Method == "HASH" ? " USING HASH" : "")}{hidden}";
    }

    /// <summary>The indexes of a database, or of one table of it.</summary>
    public static async IAsyncEnumerable<CatalogIndex> ReadAsync(
        MySqlSession session, string database, string? table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var script = SqlScript.Load<CatalogIndex>(session.Kind == MySqlDialect.MariaDb ? "Indexes/IndexPart.mariadb.sql" : "Indexes/IndexPart.sql");
        CatalogIndex? current = null;
        List<IndexPart> parts = [];
        await foreach (var (head, part) in session.ReadAsync(script, Read, new Dictionary<string, object?> { ["database"] = database, ["table"] = table }, cancellationToken))
        {
            if (current is not null && (current.Schema, current.Table, current.Index) != (head.Schema, head.Table, head.Index))
            {
                yield return current with { Parts = parts };
                parts = [];
            }
            current = head;
            parts.Add(part);
        }
        if (current is not null)
        {
            yield return current with { Parts = parts };
        }
    }

    private static (CatalogIndex Index, IndexPart Part) Read(RowReader row) => (
        new CatalogIndex(row.Text("schema"), row.Text("table"), row.Text("index"), row.Boolean("is_unique"), row.Text("method"), row.Boolean("is_visible"), []),
        // The catalogue shows quotes in an expression escaped.
        new IndexPart(row.TextOrNull("column"), row.TextOrNull("expression")?.Replace("\\'", "'", StringComparison.Ordinal),
            // A spatial key has a length that CREATE INDEX does not take.
            row.Text("method") is "SPATIAL" or "FULLTEXT" ? null : row.Int64OrNull("prefix"), row.Boolean("descending")));
}
