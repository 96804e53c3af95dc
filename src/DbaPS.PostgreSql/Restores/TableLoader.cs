using System.Collections.Concurrent;
using DbaPS.Backups;
using DbaPS.Pipeline;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Loads the rows: several connections, each taking the greatest piece that is left.</summary>
internal sealed class TableLoader
{
    private readonly BackupReader _backup;
    private readonly IReadOnlyDictionary<(string, string), string> _roots;
    private readonly IPipeline _pipeline;
    private readonly string _activity;
    private long _done;

    /// <param name="roots">Partitions that must be loaded through a table above them, which is named quoted.</param>
    public TableLoader(BackupReader backup, IReadOnlyDictionary<(string Schema, string Name), string> roots, IPipeline pipeline, string activity)
    {
        _backup = backup;
        _roots = roots;
        _pipeline = pipeline;
        _activity = activity;
    }

    /// <summary>Bytes loaded so far, before compression.</summary>
    public long Bytes => Interlocked.Read(ref _done);

    public async Task LoadAsync(IReadOnlyList<TableLoad> loads, IReadOnlyList<RestoreConnection> connections, CancellationToken cancellationToken)
    {
        var total = Math.Max(1, loads.Sum(l => l.Bytes));
        var queue = new ConcurrentQueue<TableLoad>(loads);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Workers.RunAsync(connections, async connection =>
        {
            while (queue.TryDequeue(out var load))
            {
                stop.Token.ThrowIfCancellationRequested();
                _pipeline.Progress(new(_activity, load.Table.DisplayName, (double)Bytes / total));
                // Reading, decompressing and checking is work for a thread of its own.
                await Task.Run(() => LoadAsync(load, connection, stop.Token), stop.Token);
            }
        }, stop);
    }

    private async Task LoadAsync(TableLoad load, RestoreConnection connection, CancellationToken cancellationToken)
    {
        var root = _roots.GetValueOrDefault((load.Table.Schema!, load.Table.Name));
        var freeze = load.CanFreeze && root is null;
        await using var transaction = await connection.Driver.BeginTransactionAsync(cancellationToken);
        if (freeze)
        {
            // The rows may be written frozen only into a table made or emptied in the same transaction.
            await connection.RunTogetherAsync([$"TRUNCATE ONLY {PostgreSqlNames.Quote(load.Table.Schema!, load.Table.Name)}"], cancellationToken);
        }
        foreach (var file in load.Files)
        {
            await using var data = _backup.OpenVerified(file, cancellationToken);
            Interlocked.Add(ref _done, await connection.CopyAsync(load.Copy(freeze, root), load.IsBinary, data, cancellationToken));
        }
        await transaction.CommitAsync(cancellationToken);
    }
}
