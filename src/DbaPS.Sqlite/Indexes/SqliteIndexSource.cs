using DbaPS.Engines;
using DbaPS.Indexes;
using DbaPS.Sql;
using DbaPS.Sqlite.Tables;

namespace DbaPS.Sqlite.Indexes;

/// <summary>Indexes of a file. SQLite does not count their use, and their pages only where its library was built to: otherwise those stay null.</summary>
internal sealed class SqliteIndexSource : IIndexSource
{
    private const int RowidColumn = -1;
    private const int ExpressionColumn = -2;

    private static readonly SqlScript Script = SqlScript.Load<SqliteEngine>("Indexes/Index.sql");
    private static readonly SqlScript Columns = SqlScript.Load<SqliteEngine>("Indexes/IndexColumn.sql");

    private readonly SqliteSession _session;

    public SqliteIndexSource(SqliteSession session) => _session = session;

    public IAsyncEnumerable<DbaIndex> ReadAsync(ObjectOrigin origin, bool includeSystem, CancellationToken cancellationToken) =>
        SqliteStream.Of(() => Read(origin, includeSystem, cancellationToken), cancellationToken);

    private IEnumerable<DbaIndex> Read(ObjectOrigin origin, bool includeSystem, CancellationToken cancellationToken)
    {
        using var link = _session.OpenLink(cancellationToken);
        var sizes = ObjectSizes.Read(link);
        foreach (var row in link.Query(Script.Text, ("include_system", includeSystem)))
        {
            var (schema, table, name) = (row.Text("schema"), row.Text("table"), row.Text("index"));
            var isConstraint = row.Boolean("is_constraint");
            var definition = isConstraint ? null : IndexDefinition.Read(row.Text("create_sql"));
            yield return new DbaIndex(origin)
            {
                Schema = schema,
                Table = table,
                Index = name,
                Columns = [.. link.Query(Columns.Text, ("schema", schema), ("index", name)).Where(c => c.Boolean("is_key")).Select(c => Column(link, schema, table, c, definition))],
                Where = definition?.Where,
                Method = row.Text("method"),
                IsUnique = row.Boolean("is_unique"),
                IsPrimary = row.Boolean("is_primary"),
                IsConstraint = isConstraint,
                IsValid = row.Boolean("is_valid"),
                SizeBytes = sizes.OfIndex(table, name),
                CreateSql = row.Text("create_sql"),
            };
        }
    }

    private static string Column(SqliteLink link, string schema, string table, RowReader column, IndexDefinition? definition)
    {
        var id = column.Int64("column_id");
        if (id == ExpressionColumn)
        {
            // Its text, collation and direction stand only in the statement.
            return definition!.Columns[(int)column.Int64("position")];
        }
        var name = id == RowidColumn ? "rowid" : column.Text("name");
        var usual = "BINARY";
        if (id >= 0)
        {
            _ = SqliteApi.sqlite3_table_column_metadata(link.Handle, schema, table, name, out _, out usual, out _, out _, out _);
        }
        var collation = column.Text("collation");
        return SqliteNames.QuoteIfNeeded(name)
            + (collation.Equals(usual, StringComparison.OrdinalIgnoreCase) ? "" : $" COLLATE {SqliteNames.QuoteIfNeeded(collation)}")
            + (column.Boolean("descending") ? " DESC" : "");
    }
}
