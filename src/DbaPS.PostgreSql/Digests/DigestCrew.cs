using System.Collections.Concurrent;
using System.Data;
using System.Threading.Channels;
using DbaPS.Digests;
using DbaPS.Errors;
using DbaPS.PostgreSql.Backups;

namespace DbaPS.PostgreSql.Digests;

/// <summary>Shares the chunks of tables among connections on one snapshot, and reports each table when its last chunk is read.</summary>
internal sealed class DigestCrew
{
    private readonly PostgreSqlSession _session;
    private readonly RowHasher _hasher;
    private readonly ChannelWriter<TableDigestResult> _results;
    private readonly Dictionary<long, Progress> _tables;
    private readonly ConcurrentQueue<CopyChunk> _chunks;

    public DigestCrew(PostgreSqlSession session, IEnumerable<LiveTable> tables, RowHasher hasher, int jobs, ChannelWriter<TableDigestResult> results)
    {
        _session = session;
        _hasher = hasher;
        _results = results;
        _tables = tables.ToDictionary(t => t.Source!.Id, t => new Progress(t, hasher));
        _chunks = new(CopyChunk.Plan(_tables.Values.Select(p => p.Table.Source!), jobs));
        foreach (var chunk in _chunks)
        {
            _tables[chunk.Table.Id].Left++;
        }
    }

    public int Chunks => _chunks.Count;

    /// <summary>Reads chunks until none is left.</summary>
    /// <exception cref="DbaException">The connection is lost. A table that can't be read is reported instead, and the others go on.</exception>
    public async Task WorkAsync(SnapshotConnection connection, CancellationToken cancellationToken)
    {
        // Going back to it after each table gives the table's lock back too: held to the end, those of many tables would be more than the server has room for.
        await connection.ExecuteAsync("SAVEPOINT dbaps_table", cancellationToken);
        while (_chunks.TryDequeue(out var chunk))
        {
            var progress = _tables[chunk.Table.Id];
            var sink = new DigestSink(_hasher);
            string? problem = null;
            try
            {
                await progress.Table.ReadAsync(_session, connection, chunk, sink, cancellationToken);
            }
            catch (DbaException failure) when (connection.Connection.State == ConnectionState.Open)
            {
                problem = failure.Message;
            }
            await connection.ExecuteAsync("ROLLBACK TO SAVEPOINT dbaps_table", cancellationToken);
            if (progress.Add(sink.Builder, problem) is { } result)
            {
                await _results.WriteAsync(result, cancellationToken);
            }
        }
    }

    private sealed class Progress(LiveTable table, RowHasher hasher)
    {
        private readonly object _gate = new();
        private readonly TableDigestBuilder _digest = new(hasher);
        private string? _problem;

        public LiveTable Table => table;

        /// <summary>Chunks not read yet.</summary>
        public int Left { get; set; }

        /// <summary>Joins a chunk's rows; gives the result with the last one.</summary>
        public TableDigestResult? Add(TableDigestBuilder part, string? problem)
        {
            lock (_gate)
            {
                _digest.Add(part);
                _problem ??= problem;
                return --Left > 0 ? null : new TableDigestResult(table.Table, _problem is null ? _digest.Build() : null, _problem);
            }
        }
    }
}
