using System.Runtime.CompilerServices;
using DbaPS.Engines;
using DbaPS.Sql;
using DbaPS.Tables;

namespace DbaPS.SqlServer.Tables;

/// <summary>The tables of the session's database. What a server does not show beside them stays null, with a word why.</summary>
internal sealed class SqlServerTables(SqlServerSession session) : ITableSource
{
    public async IAsyncEnumerable<DbaTable> ReadAsync(ObjectOrigin origin, bool includeSystem, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sizes = await ByIdAsync("Tables/TableSize.sql", row => (row.Int64OrNull("table_bytes"), row.Int64OrNull("index_bytes")), "how big tables are", cancellationToken);
        var analyzed = await ByIdAsync("Tables/TableStatistics.sql", row => row.Moment("last_analyzed"), "when statistics were refreshed", cancellationToken);
        var comments = await ByIdAsync("Tables/TableComment.sql", row => row.TextOrNull("comment"), "what tables are for", cancellationToken);
        await foreach (var (id, table) in session.ReadAsync(
            SqlScript.Load<SqlServerTables>("Tables/Table.sql"),
            row => (row.Int64("object_id"), new DbaTable(origin)
            {
                Schema = row.Text("schema"),
                Name = row.Text("name"),
                Kind = row.Text("kind"),
                Rows = row.Int64OrNull("rows"),
                HasPrimaryKey = row.Boolean("has_primary_key"),
                Partitioned = row.Boolean("partitioned"),
            }),
            new Dictionary<string, object?> { ["include_system"] = includeSystem },
            cancellationToken))
        {
            var (tableBytes, indexBytes) = sizes.GetValueOrDefault(id);
            yield return table with
            {
                TableBytes = tableBytes,
                IndexBytes = indexBytes,
                LastAnalyzed = analyzed.GetValueOrDefault(id),
                Comment = comments.GetValueOrDefault(id),
            };
        }
        if (!includeSystem)
        {
            yield break;
        }
        foreach (var (schema, name) in await session.TryReadAllAsync(
            SqlScript.Load<SqlServerTables>("Tables/SystemTable.sql"), row => (row.Text("schema"), row.Text("name")), "which tables are the server's own", cancellationToken: cancellationToken))
        {
            yield return new DbaTable(origin) { Schema = schema, Name = name, Kind = "Table", HasPrimaryKey = false, Partitioned = false };
        }
    }

    private async Task<Dictionary<long, T>> ByIdAsync<T>(string script, Func<RowReader, T> map, string what, CancellationToken cancellationToken) =>
        (await session.TryReadAllAsync(SqlScript.Load<SqlServerTables>(script), row => (Id: row.Int64("object_id"), Value: map(row)), what, cancellationToken: cancellationToken))
            .ToDictionary(r => r.Id, r => r.Value);
}
