using System.Runtime.CompilerServices;
using DbaPS.Engines;
using DbaPS.Sql;
using DbaPS.Tables;

namespace DbaPS.MySql.Tables;

/// <summary>The tables of the session's database, which is their schema too.</summary>
internal sealed class MySqlTables(MySqlSession session) : ITableSource
{
    public async IAsyncEnumerable<DbaTable> ReadAsync(ObjectOrigin origin, bool includeSystem, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var schema in SystemSchemas.With(session.RequiredDatabase, includeSystem))
        {
            var parameters = new Dictionary<string, object?> { ["database"] = schema };
            await foreach (var table in session.ReadAsync(SqlScript.Load<MySqlTables>("Tables/Table.sql"), row => Read(row, origin), parameters, cancellationToken))
            {
                yield return table;
            }
        }
    }

    private static DbaTable Read(RowReader row, ObjectOrigin origin) => new(origin)
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
    };
}
