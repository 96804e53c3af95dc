using System.Collections.Concurrent;
using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Loads the rows: several connections, each taking the greatest piece that is left.</summary>
internal sealed class TableLoader
{
    private const string CheckViolation = "23514";
    private const string RaisedByFunction = "P0001";

    private readonly BackupReader _backup;
    private readonly IReadOnlyDictionary<(string, string), string> _roots;
    private readonly IPipeline _pipeline;
    private readonly string _activity;
    private readonly FunctionPaths _paths;
    private long _done;

    /// <param name="roots">Partitions that must be loaded through a table above them, which is named quoted.</param>
    public TableLoader(BackupReader backup, IReadOnlyDictionary<(string Schema, string Name), string> roots, IPipeline pipeline, string activity, FunctionPaths paths)
    {
        _backup = backup;
        _roots = roots;
        _pipeline = pipeline;
        _activity = activity;
        _paths = paths;
    }

    /// <summary>Bytes loaded so far, before compression.</summary>
    public long Bytes => Interlocked.Read(ref _done);

    /// <summary>
    /// Loads all pieces. One that a check refuses is tried again when others are in: a check may call a function that reads another table,
    /// which no order of the archive knows of.
    /// </summary>
    public async Task LoadAsync(IReadOnlyList<TableLoad> loads, IReadOnlyList<RestoreConnection> connections, CancellationToken cancellationToken)
    {
        var total = Math.Max(1, loads.Sum(l => l.Bytes));
        var (left, named) = (loads, false);
        while (left.Count > 0)
        {
            var refused = await RoundAsync(left, total, connections, cancellationToken);
            if (refused.Count == left.Count)
            {
                var first = refused[0].Failure;
                if (named || !FunctionPaths.MayHelp(first) || !await _paths.GiveAsync(connections[0], cancellationToken))
                {
                    throw first;
                }
                named = true;
            }
            left = [.. refused.Select(r => r.Load)];
        }
    }

    private async Task<IReadOnlyList<(TableLoad Load, DbaException Failure)>> RoundAsync(
        IReadOnlyList<TableLoad> loads, long total, IReadOnlyList<RestoreConnection> connections, CancellationToken cancellationToken)
    {
        var refused = new ConcurrentQueue<(TableLoad, DbaException)>();
        var queue = new ConcurrentQueue<TableLoad>(loads);
        await Workers.RunAsync(connections, async (connection, token) =>
        {
            while (queue.TryDequeue(out var load))
            {
                token.ThrowIfCancellationRequested();
                _pipeline.Progress(new(_activity, load.Table.DisplayName, (double)Bytes / total));
                try
                {
                    await LoadAsync(load, connection, token);
                }
                catch (DbaException failure) when (failure.Error.NativeCode is CheckViolation or RaisedByFunction || FunctionPaths.MayHelp(failure))
                {
                    refused.Enqueue((load, new DbaException(failure.Error with { Message = $"{load.Table.DisplayName}: {failure.Message}" })));
                }
            }
        }, cancellationToken);
        return [.. refused];
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
        long sent = 0;
        foreach (var file in load.Files)
        {
            await using var data = _backup.OpenVerified(file, cancellationToken);
            sent += await connection.CopyAsync(load.Copy(freeze, root), load.IsBinary, data, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        Interlocked.Add(ref _done, sent);
    }
}
