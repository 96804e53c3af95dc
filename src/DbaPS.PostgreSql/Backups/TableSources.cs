using DbaPS.PostgreSql.Digests;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Backups;

/// <summary>Reads the tables of a snapshot.</summary>
internal static class TableSources
{
    public static async Task<IReadOnlyList<TableSource>> ReadAsync(PostgreSqlSession session, SnapshotConnection connection, CancellationToken cancellationToken)
    {
        var types = await TypeMap.ReadAsync(session, connection.Connection, cancellationToken);
        var columns = (await connection.ListAsync("BackupColumns", row =>
            (Table: row.Int64("relation"), Column: new SourceColumn(row.Text("name"), row.Text("type"), types.Get(row.Int64("type_oid")))), cancellationToken))
            .ToLookup(c => c.Table, c => c.Column);
        return await connection.ListAsync("BackupTables", row => Map(row) with { Columns = [.. columns[row.Int64("oid")]] }, cancellationToken);
    }

    private static TableSource Map(RowReader row) => new()
    {
        Id = row.Int64("oid"),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        RelationKind = row.Text("kind")[0],
        IsPartition = row.Boolean("is_partition"),
        IsUnlogged = row.Boolean("unlogged"),
        HeapPages = row.Int64OrNull("heap_pages"),
        Bytes = row.Int64OrNull("bytes"),
        Extension = row.TextOrNull("extension"),
        Filter = row.TextOrNull("filter"),
        KeyColumns = row.Texts("key_columns"),
        IsReadable = row.Boolean("readable"),
        IsFiltered = row.Boolean("filtered"),
        IsPopulated = row.Boolean("populated"),
    };
}
