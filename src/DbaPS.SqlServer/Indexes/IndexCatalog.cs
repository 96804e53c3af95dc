using DbaPS.Sql;

namespace DbaPS.SqlServer.Indexes;

/// <summary>Reads indexes with their columns.</summary>
internal sealed class IndexCatalog(SqlServerSession session)
{
    /// <param name="objectId">The one table's; null for all.</param>
    public async Task<IReadOnlyList<IndexEntry>> ReadAsync(bool includeSystem, string? schema, string? table, long? objectId, CancellationToken cancellationToken)
    {
        var columns = new Dictionary<(long, long), List<(string Name, bool Descending, bool Included)>>();
        await foreach (var (key, column) in session.ReadAsync(
            SqlScript.Load<IndexCatalog>("Indexes/IndexColumn.sql"),
            row => ((row.Int64("object_id"), row.Int64("index_id")), (row.Text("name"), row.Boolean("descending"), row.Boolean("included"))),
            new Dictionary<string, object?> { ["object_id"] = objectId },
            cancellationToken))
        {
            if (!columns.TryGetValue(key, out var list))
            {
                columns.Add(key, list = []);
            }
            list.Add(column);
        }
        var entries = new List<IndexEntry>();
        await foreach (var entry in session.ReadAsync(
            SqlScript.Load<IndexCatalog>("Indexes/Index.sql"), IndexEntry.Read,
            new Dictionary<string, object?> { ["include_system"] = includeSystem, ["schema"] = schema, ["table"] = table },
            cancellationToken))
        {
            var own = columns.GetValueOrDefault((entry.ObjectId, entry.IndexId)) ?? [];
            entries.Add(entry with
            {
                Keys = [.. own.Where(c => !c.Included).Select(c => (c.Name, c.Descending))],
                Include = [.. own.Where(c => c.Included).Select(c => c.Name)],
            });
        }
        return entries;
    }

    /// <summary>Bytes of each index; empty where the server does not show them.</summary>
    public async Task<Dictionary<(long ObjectId, long IndexId), long?>> SizesAsync(long? objectId, CancellationToken cancellationToken) =>
        (await session.TryReadAllAsync(
            SqlScript.Load<IndexCatalog>("Indexes/IndexSize.sql"), row => (Key: (row.Int64("object_id"), row.Int64("index_id")), Size: row.Int64OrNull("size_bytes")), "how big indexes are",
            new Dictionary<string, object?> { ["object_id"] = objectId }, cancellationToken)).ToDictionary(r => r.Key, r => r.Size);
}
