using DbaPS.Engines;
using DbaPS.Sql;
using DbaPS.Tables;

namespace DbaPS.MySql.Tables;

/// <summary>The tables of the session's database, which is their schema too.</summary>
internal sealed class MySqlTables(MySqlSession session) : ITableSource
{
    public IAsyncEnumerable<DbaTable> ReadAsync(ObjectOrigin origin, bool includeSystem, CancellationToken cancellationToken) =>
        session.ReadAsync(
            SqlScript.Load<MySqlTables>("Tables/Table.sql"),
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
            new Dictionary<string, object?> { ["database"] = session.RequiredDatabase, ["include_system"] = includeSystem },
            cancellationToken);
}
