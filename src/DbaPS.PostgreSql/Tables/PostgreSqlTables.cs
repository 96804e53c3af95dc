using DbaPS.Engines;
using DbaPS.Sql;
using DbaPS.Tables;

namespace DbaPS.PostgreSql.Tables;

/// <summary>The tables of the session's database.</summary>
internal sealed class PostgreSqlTables : ITableSource
{
    private readonly PostgreSqlSession _session;

    public PostgreSqlTables(PostgreSqlSession session) => _session = session;

    public IAsyncEnumerable<DbaTable> ReadAsync(ObjectOrigin origin, bool includeSystem, CancellationToken cancellationToken) =>
        _session.ReadAsync(
            SqlScript.Load<PostgreSqlTables>("Tables/Table.sql"),
            row => new DbaTable(origin)
            {
                Schema = row.Text("schema"),
                Name = row.Text("name"),
                Kind = row.Text("kind"),
                Rows = row.Int64OrNull("rows"),
                TableBytes = row.Int64OrNull("table_bytes"),
                IndexBytes = row.Int64OrNull("index_bytes"),
                HasPrimaryKey = row.Boolean("has_primary_key"),
                Partitioned = row.Boolean("partitioned"),
                LastAnalyzed = row.Moment("last_analyzed"),
                Comment = row.TextOrNull("comment"),
            },
            new Dictionary<string, object?> { ["include_system"] = includeSystem },
            cancellationToken);
}
