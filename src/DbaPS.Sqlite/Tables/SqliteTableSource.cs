using DbaPS.Engines;
using DbaPS.Sql;
using DbaPS.Tables;

namespace DbaPS.Sqlite.Tables;

/// <summary>Tables of a file. Rows come from ANALYZE's statistics; sizes from the library, where it counts pages.</summary>
internal sealed class SqliteTableSource : ITableSource
{
    private static readonly SqlScript Script = SqlScript.Load<SqliteEngine>("Tables/Table.sql");
    private static readonly SqlScript Rows = SqlScript.Load<SqliteEngine>("Tables/TableRows.sql");

    private readonly SqliteSession _session;

    public SqliteTableSource(SqliteSession session) => _session = session;

    public IAsyncEnumerable<DbaTable> ReadAsync(ObjectOrigin origin, bool includeSystem, CancellationToken cancellationToken) =>
        SqliteStream.Of(() => Read(origin, includeSystem, cancellationToken), cancellationToken);

    private IEnumerable<DbaTable> Read(ObjectOrigin origin, bool includeSystem, CancellationToken cancellationToken)
    {
        using var link = _session.OpenLink(cancellationToken);
        var estimates = Estimates(link);
        var sizes = ObjectSizes.Read(link);
        foreach (var row in link.Query(Script.Text, ("include_system", includeSystem)))
        {
            yield return new DbaTable(origin)
            {
                Schema = row.Text("schema"),
                Name = row.Text("name"),
                Kind = row.Text("kind"),
                Rows = estimates.TryGetValue(row.Text("name"), out var rows) ? rows : null,
                TableBytes = sizes.OfTable(row.Text("name")),
                IndexBytes = sizes.OfIndexes(row.Text("name")),
                HasPrimaryKey = row.Boolean("has_primary_key"),
                Partitioned = row.Boolean("partitioned"),
            };
        }
    }

    /// <summary>Nothing before the first ANALYZE: only that makes the table the script reads.</summary>
    private static Dictionary<string, long> Estimates(SqliteLink link) => link.Scalar("SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_stat1'") is null
        ? []
        : link.Query(Rows.Text).ToDictionary(r => r.Text("name"), r => r.Int64("rows"), StringComparer.OrdinalIgnoreCase);
}
