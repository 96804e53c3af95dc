using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.PostgreSql.Backups;

/// <summary>
/// Digests of materialized views. A restore computes the views again; their digests tell whether that gave the same rows. One that is being
/// refreshed, or was since the snapshot, goes without: it is no loss.
/// </summary>
internal sealed class ViewDigests(PostgreSqlSession session, SnapshotHolder holder, BackupJob job, IPipeline pipeline)
{
    /// <summary>The manifest's entries of the views that could be read, by their ids. Reads on the holder's connection.</summary>
    public async Task<IReadOnlyDictionary<long, BackupTable>> ReadAsync(IEnumerable<TableSource> tables, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, BackupTable>();
        foreach (var view in tables.Where(t => t is { RelationKind: 'm', IsReadable: true, IsPopulated: true } && job.Request.WantsRows(t.Schema, t.Name)))
        {
            if (await TryReadAsync(view, cancellationToken) is { } entry)
            {
                found.Add(view.Id, entry);
            }
            else
            {
                pipeline.Verbose($"No digest of the materialized view {view.DisplayName}: it is being refreshed.");
            }
        }
        if (found.Count > 0)
        {
            // A refresh shows its rows to every snapshot, older ones too.
            var now = (await SnapshotHolder.ListAsync(session, cancellationToken)).ToDictionary(r => r.Id, r => r.FileNode);
            foreach (var refreshed in holder.Relations.Where(r => found.ContainsKey(r.Id) && now.GetValueOrDefault(r.Id) != r.FileNode))
            {
                found.Remove(refreshed.Id);
                pipeline.Verbose($"No digest of the materialized view {refreshed.Schema}.{refreshed.Name}: it was refreshed during the backup.");
            }
        }
        return found;
    }

    private async Task<BackupTable?> TryReadAsync(TableSource view, CancellationToken cancellationToken)
    {
        await holder.Connection.ExecuteAsync("SAVEPOINT dbaps_view", cancellationToken);
        try
        {
            var parser = CopyReader.Parser(view, job.Hasher, out var sink);
            var chunk = new CopyChunk(view, null, null, 0, view.Bytes ?? 0);
            await CopyReader.ReadAsync(session, holder.Connection.Connection, chunk, [.. view.Columns.Select(c => c.Name)], view.IsBinary, parser, null, cancellationToken);
            var digest = sink.Builder.Build();
            await holder.Connection.ExecuteAsync("RELEASE SAVEPOINT dbaps_view", cancellationToken);
            return view.ToManifest("none") with { Rows = digest.RowCount, Digest = digest.Serialize() };
        }
        catch (DbaException failure) when (failure.Error.NativeCode == SnapshotConnection.LockNotAvailable)
        {
            await holder.Connection.ExecuteAsync("ROLLBACK TO SAVEPOINT dbaps_view", cancellationToken);
            return null;
        }
    }
}
