using DbaPS.Engines;
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
    private readonly FunctionPaths _paths;
    private readonly List<string> _left = [];

    public DatabaseRestore(PostgreSqlSession session, RestoreJob job, RestoreState state, StepLog log, IPipeline pipeline)
    {
        _session = session;
        _job = job;
        _state = state;
        _log = log;
        _pipeline = pipeline;
        _activity = $"Restoring {job.Target}";
        _paths = new FunctionPaths(session, job.Backup.Manifest.Settings);
    }

    /// <summary>What the user should know of how it went.</summary>
    public IEnumerable<string> Notes => _paths.Note is { } note ? _left.Append(note) : _left;

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
            await LevelPublicAsync(first, cancellationToken);
            await RunPassAsync(RestorePass.Privileges, first, cancellationToken);
            await RefreshAsync(first, cancellationToken);
            await _paths.TakeBackAsync(first, cancellationToken);
            await RunPassAsync(RestorePass.Last, first, cancellationToken);
            _pipeline.Progress(new(_activity, "", 1, Completed: true));
            return bytes;
        }
        catch (DbaException failure)
        {
            throw LeftBehind.Explain(failure, _job, _state.Archive);
        }
        finally
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }
    }

    /// <summary>
    /// From version 15 on everybody may no longer create in the schema public of a new database, and pg_dump of these versions writes its
    /// privileges as differences from that, whatever server it reads. Before 15 a new database has to be brought there first.
    /// </summary>
    private async Task LevelPublicAsync(RestoreConnection connection, CancellationToken cancellationToken)
    {
        var isWhole = _job.Tables.Count == 0 && _job.Schemas.Count == 0;
        if (isWhole && _session.Version.Major < 15 && ServerVersion.Parse(_state.Archive.DumpVersion).Major >= 15)
        {
            await connection.RunAsync("REVOKE CREATE ON SCHEMA public FROM PUBLIC", cancellationToken);
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
                if (together.Sum(e => e.Statements.Count) >= BatchSize || pass == RestorePass.Last)
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
            ? "A function it calls names something that is nowhere in the backup. Restore without it with -Table or -Schema, or mend the function at the source and back up again."
            : failure.Error.RecommendedAction,
    });

    private async Task<long> LoadRowsAsync(IReadOnlyList<RestoreConnection> connections, CancellationToken cancellationToken)
    {
        var loads = TableLoad.Cut(_job.Backup, _state.Tables, _job.Jobs);
        var roots = await ReadHashRootsAsync(cancellationToken);
        var loader = new TableLoader(_job.Backup, roots, _pipeline, _activity, _paths);
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
                var writer = new LargeObjectLoader(_job.Backup, connections[0]);
                var loaded = await Task.Run(() => writer.LoadAsync(objects, cancellationToken), cancellationToken);
                bytes += loaded;
                if (objects.Rights is { } file)
                {
                    await writer.SetRightsAsync(file, _state.Roles, cancellationToken);
                }
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
            connections, _paths, entry => _pipeline.Progress(new(_activity, entry.Entry.ToString(), (double)Interlocked.Increment(ref started) / entries.Count)), Named, cancellationToken));
    }

    /// <summary>Views of views in the archive's order; one that reads another through a function, which no order knows of, after it.</summary>
    private Task RefreshAsync(RestoreConnection connection, CancellationToken cancellationToken)
    {
        var entries = _state.Of(RestorePass.Refresh);
        return entries.Count == 0 ? Task.CompletedTask : _log.RunAsync(RestoreSteps.Kind(RestorePass.Refresh), $"{entries.Count} entries", async () =>
        {
            for (var (left, given) = (entries, false); left.Count > 0;)
            {
                var failed = new List<(RestoreEntry Entry, DbaException Failure)>();
                foreach (var entry in left)
                {
                    try
                    {
                        await RunEntriesAsync([entry], connection, cancellationToken);
                    }
                    catch (DbaException failure) when (failure.Error.NativeCode is not null)
                    {
                        failed.Add((entry, failure));
                    }
                }
                if (failed.Count == left.Count && (given || !failed.Exists(f => FunctionPaths.MayHelp(f.Failure)) || !(given = await _paths.GiveAsync(connection, cancellationToken))))
                {
                    // Their rows are in no backup, and what the server says would stop them at the source as well: no reason to lose all the rest.
                    failed.ForEach(f => Leave(f.Entry, f.Failure));
                    break;
                }
                left = [.. failed.Select(f => f.Entry)];
            }
        });
    }

    private void Leave(RestoreEntry view, DbaException failure)
    {
        var text = $"The materialized view {view.Entry.Schema}.{view.Entry.Tag} could not be computed and stays empty: {failure.Message}";
        _pipeline.Warning(text);
        _left.Add(text);
    }

    private Task AnalyzeAsync(IReadOnlyList<RestoreConnection> connections, CancellationToken cancellationToken) => _log.RunAsync("statistics", $"{_state.Tables.Count} tables", async () =>
    {
        // A partitioned table's ANALYZE goes through its partitions, and nothing else ever gives it statistics of its own.
        var restored = _job.Tables.Count == 0 && _job.Schemas.Count == 0
            ? _job.Backup.Manifest.Tables.Where(t => t.Kind is "table" or "partitioned" or "extension")
            : _state.Tables;
        var queue = new System.Collections.Concurrent.ConcurrentQueue<string>(restored.OrderByDescending(t => t.SizeBytes ?? 0).Select(t => $"ANALYZE {PostgreSqlNames.Quote(t.Schema!, t.Name)}"));
        await Workers.RunAsync(connections, async (connection, token) =>
        {
            while (queue.TryDequeue(out var statement))
            {
                try
                {
                    await connection.RunTogetherAsync([statement], token);
                }
                catch (DbaException failure) when (FunctionPaths.MayHelp(failure))
                {
                    // Statistics on an expression call its function.
                    await _paths.GiveAsync(connection, token);
                    await connection.RunTogetherAsync([statement], token);
                }
            }
        }, cancellationToken);
    });
}
