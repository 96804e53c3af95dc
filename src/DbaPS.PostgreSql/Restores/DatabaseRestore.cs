using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Restores;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Fills a new, empty database: definitions, rows, completion, privileges, recomputed views, and last what would react to all that.</summary>
internal sealed class DatabaseRestore
{
    /// <summary>Statements sent in one go: fewer waits for the network, and still small transactions.</summary>
    private const int BatchSize = 50;

    private readonly PostgreSqlSession _session;
    private readonly RestoreJob _job;
    private readonly RestoreState _state;
    private readonly StepLog _log;
    private readonly IPipeline _pipeline;
    private readonly string _activity;

    public DatabaseRestore(PostgreSqlSession session, RestoreJob job, RestoreState state, StepLog log, IPipeline pipeline)
    {
        _session = session;
        _job = job;
        _state = state;
        _log = log;
        _pipeline = pipeline;
        _activity = $"Restoring {job.Target}";
    }

    /// <returns>Bytes read, before compression.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var connections = new List<RestoreConnection>();
        try
        {
            for (var i = 0; i < Math.Max(1, _job.Jobs); i++)
            {
                connections.Add(await RestoreConnection.OpenAsync(_session, _state.Archive.StandardStrings, cancellationToken));
            }
            var first = connections[0];
            await RunPassAsync(RestorePass.Definitions, first, cancellationToken);
            var bytes = await LoadRowsAsync(connections, cancellationToken);
            await SetSequencesAsync(first, cancellationToken);
            await CompleteAsync(connections, cancellationToken);
            await AnalyzeAsync(connections, cancellationToken);
            await RunPassAsync(RestorePass.Privileges, first, cancellationToken);
            await RunPassAsync(RestorePass.Refresh, first, cancellationToken);
            await RunPassAsync(RestorePass.Last, first, cancellationToken);
            _pipeline.Progress(new(_activity, "", 1, Completed: true));
            return bytes;
        }
        finally
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private Task RunPassAsync(RestorePass pass, RestoreConnection connection, CancellationToken cancellationToken)
    {
        var entries = _state.Of(pass);
        return entries.Count == 0 ? Task.CompletedTask : _log.RunAsync(RestoreSteps.Kind(pass), $"{entries.Count} entries", async () =>
        {
            var together = new List<RestoreEntry>();
            foreach (var entry in entries)
            {
                together.Add(entry);
                if (together.Sum(e => e.Statements.Count) >= BatchSize || pass is RestorePass.Refresh or RestorePass.Last)
                {
                    await RunEntriesAsync(together, connection, cancellationToken);
                    together.Clear();
                }
            }
            await RunEntriesAsync(together, connection, cancellationToken);
        });
    }

    private async Task RunEntriesAsync(List<RestoreEntry> entries, RestoreConnection connection, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return;
        }
        _pipeline.Progress(new(_activity, entries[^1].Entry.ToString()));
        try
        {
            await connection.RunTogetherAsync([.. entries.SelectMany(e => e.Statements)], cancellationToken);
        }
        catch (DbaException failure) when (failure.Error.Statement is { } statement)
        {
            var culprit = entries.FirstOrDefault(e => e.Statements.Any(s => s.StartsWith(statement.TrimEnd('…'), StringComparison.Ordinal)));
            throw Named(failure, culprit ?? entries[^1]);
        }
    }

    /// <summary>The failure with the entry it is about, and without a statement that may hold secrets.</summary>
    private static DbaException Named(DbaException failure, RestoreEntry entry) => new(failure.Error with
    {
        Message = $"{entry.Entry}: {failure.Error.Message}",
        Statement = entry.Shown.StartsWith("--", StringComparison.Ordinal) ? null : failure.Error.Statement,
        RecommendedAction = failure.Error.NativeCode is "42883" or "42P01" or "42704" && entry.Pass is RestorePass.Completion or RestorePass.Refresh
            ? "A function it calls probably names things without their schema, and a restore runs with an empty search_path. Give that function a path of its own at the source (ALTER FUNCTION … SET search_path = …) and back up again."
            : failure.Error.RecommendedAction,
    });

    private async Task<long> LoadRowsAsync(IReadOnlyList<RestoreConnection> connections, CancellationToken cancellationToken)
    {
        var loads = TableLoad.Cut(_job.Backup, _state.Tables, _job.Jobs);
        var roots = await ReadHashRootsAsync(cancellationToken);
        var loader = new TableLoader(_job.Backup, roots, _pipeline, _activity);
        var step = new RestoreStep("data", $"{_state.Tables.Count} tables") { Rows = _state.Tables.Sum(t => t.Rows) };
        await _log.RunAsync(step, async () =>
        {
            await loader.LoadAsync(loads, connections, cancellationToken);
            return step with { Bytes = loader.Bytes };
        });
        var bytes = loader.Bytes;
        if (_state.LargeObjects is { Files.Count: > 0 } objects)
        {
            var large = new RestoreStep("large objects", $"{objects.Count}");
            await _log.RunAsync(large, async () =>
            {
                var loaded = await Task.Run(() => new LargeObjectLoader(_job.Backup, connections[0]).LoadAsync(objects, cancellationToken), cancellationToken);
                bytes += loaded;
                return large with { Bytes = loaded };
            });
        }
        return bytes;
    }

    private async Task<Dictionary<(string, string), string>> ReadHashRootsAsync(CancellationToken cancellationToken)
    {
        var roots = new Dictionary<(string, string), string>();
        await foreach (var (name, root) in _session.ReadAsync(
            SqlScript.Load<PostgreSqlSession>("Restores/HashRoots.sql"),
            row => ((row.Text("schema"), row.Text("name")), PostgreSqlNames.Quote(row.Text("root_schema"), row.Text("root_name"))), cancellationToken: cancellationToken))
        {
            roots[name] = root;
        }
        return roots;
    }

    private Task SetSequencesAsync(RestoreConnection connection, CancellationToken cancellationToken) =>
        _state.Sequences.Count == 0 ? Task.CompletedTask : _log.RunAsync("sequence", $"{_state.Sequences.Count} sequences", async () =>
        {
            foreach (var sequence in _state.Sequences)
            {
                await connection.RunAsync(
                    "SELECT pg_catalog.setval($1::pg_catalog.regclass, $2, $3)", cancellationToken, PostgreSqlNames.Quote(sequence.Schema!, sequence.Name), sequence.Value, sequence.IsCalled);
            }
        });

    private Task CompleteAsync(IReadOnlyList<RestoreConnection> connections, CancellationToken cancellationToken)
    {
        var entries = _state.Of(RestorePass.Completion);
        if (entries.Count == 0)
        {
            return Task.CompletedTask;
        }
        var started = 0;
        return _log.RunAsync(RestoreSteps.Kind(RestorePass.Completion), $"{entries.Count} entries", () => new CompletionScheduler(entries, _state.Archive.Entries).RunAsync(
            connections, entry => _pipeline.Progress(new(_activity, entry.Entry.ToString(), (double)Interlocked.Increment(ref started) / entries.Count)), Named, cancellationToken));
    }

    private Task AnalyzeAsync(IReadOnlyList<RestoreConnection> connections, CancellationToken cancellationToken) => _log.RunAsync("statistics", $"{_state.Tables.Count} tables", async () =>
    {
        // A partitioned table's ANALYZE goes through its partitions, and nothing else ever gives it statistics of its own.
        var restored = _job.Tables.Count == 0 && _job.Schemas.Count == 0
            ? _job.Backup.Manifest.Tables.Where(t => t.Kind is "table" or "partitioned" or "extension")
            : _state.Tables;
        var queue = new System.Collections.Concurrent.ConcurrentQueue<string>(restored.OrderByDescending(t => t.SizeBytes ?? 0).Select(t => $"ANALYZE {PostgreSqlNames.Quote(t.Schema!, t.Name)}"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Workers.RunAsync(connections, async connection =>
        {
            while (queue.TryDequeue(out var statement))
            {
                await connection.RunTogetherAsync([statement], stop.Token);
            }
        }, stop);
    });
}
