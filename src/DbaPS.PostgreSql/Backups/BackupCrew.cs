using System.Collections.Concurrent;
using DbaPS.Backups;
using DbaPS.Pipeline;

namespace DbaPS.PostgreSql.Backups;

/// <summary>
/// Reads the chunks of all tables with several connections on one snapshot. The exporting connection is one of the workers: it holds every
/// lock, so what another worker can't lock, because somebody queues for an exclusive lock, is read by it.
/// </summary>
internal sealed class BackupCrew
{
    private readonly PostgreSqlSession _session;
    private readonly SnapshotHolder _holder;
    private readonly BackupJob _job;
    private readonly IPipeline _pipeline;
    private readonly Dictionary<long, TableProgress> _tables;
    private readonly Dictionary<long, int> _numbers;
    private readonly ConcurrentQueue<CopyChunk> _chunks;
    private readonly ConcurrentQueue<CopyChunk> _held = new();
    private readonly long _total;
    private long _done;

    public BackupCrew(PostgreSqlSession session, SnapshotHolder holder, BackupJob job, IPipeline pipeline, IReadOnlyList<TableSource> tables)
    {
        _session = session;
        _holder = holder;
        _job = job;
        _pipeline = pipeline;
        _tables = tables.ToDictionary(t => t.Id, t => new TableProgress(t, job.Hasher));
        _numbers = tables.Select((table, number) => (table.Id, number)).ToDictionary(t => t.Id, t => t.number);
        // A heap without a page has no row any snapshot can see.
        _chunks = new(CopyChunk.Plan(tables.Where(t => t.HeapPages != 0), job.Request.Jobs));
        _total = Math.Max(1, tables.Sum(t => t.Bytes ?? 0));
    }

    /// <summary>What was read of a table, once <see cref="RunAsync"/> has returned; null for one whose rows were not asked of it.</summary>
    public BackupTable? TryGet(TableSource table) => _tables.GetValueOrDefault(table.Id)?.Build();

    /// <summary>Reads everything. The first failure stops all workers.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Enumerable.Range(1, Math.Min(_job.Request.Jobs, Math.Max(1, _chunks.Count)) - 1).Select(_ => Guarded(HelpAsync, stop)).ToList();
        var own = Guarded(token => OwnAsync(Task.WhenAll(workers), token), stop);
        await TaskFailures.FirstAsync([own, .. workers], cancellationToken);
        _pipeline.Progress(new(Activity, "", 1, Completed: true));
    }

    private string Activity => $"Backing up {_session.Database}";

    private static async Task Guarded(Func<CancellationToken, Task> work, CancellationTokenSource stop)
    {
        try
        {
            await work(stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    /// <summary>The exporting connection: its share of the chunks, and at the end what the others could not lock.</summary>
    private async Task OwnAsync(Task others, CancellationToken cancellationToken)
    {
        while (_held.TryDequeue(out var chunk) || _chunks.TryDequeue(out chunk))
        {
            await CopyAsync(_holder.Connection, chunk, cancellationToken);
        }
        await others;
        while (_held.TryDequeue(out var chunk))
        {
            await CopyAsync(_holder.Connection, chunk, cancellationToken);
        }
    }

    private async Task HelpAsync(CancellationToken cancellationToken)
    {
        await using var connection = await SnapshotConnection.BeginAsync(_session, _holder.Snapshot, _job.Request.LockTimeout, cancellationToken);
        var locked = new HashSet<long>();
        while (_chunks.TryDequeue(out var chunk))
        {
            if (!locked.Contains(chunk.Table.Id) && !await connection.TryLockAsync(chunk.Table.Quoted, cancellationToken))
            {
                _held.Enqueue(chunk);
                continue;
            }
            locked.Add(chunk.Table.Id);
            await CopyAsync(connection, chunk, cancellationToken);
        }
    }

    private async Task CopyAsync(SnapshotConnection connection, CopyChunk chunk, CancellationToken cancellationToken)
    {
        var table = chunk.Table;
        _pipeline.Progress(new(Activity, table.DisplayName, (double)Interlocked.Read(ref _done) / _total));
        var parser = CopyReader.Parser(table, _job.Hasher, out var sink);
        var path = FormattableString.Invariant($"data/t{_numbers[table.Id]:00000}-{chunk.Part:0000}.{(table.IsBinary ? "bin" : "txt")}");
        await using var file = _job.Writer.CreateFile(path, "data", _job.Codec);
        await CopyReader.ReadAsync(_session, connection.Connection, chunk, [.. table.Columns.Select(c => c.Name)], table.IsBinary, parser, file, cancellationToken);
        _tables[table.Id].Add(chunk.Part, file.Complete(), sink.Builder);
        Interlocked.Add(ref _done, chunk.Bytes);
    }
}
