using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.SlowQueries;
using DbaPS.Sql;

namespace DbaPS.MySql.SlowQueries;

/// <summary>Statement counters from the performance schema's digests; where it is off, from the slow log's table.</summary>
internal sealed class MySqlSlowQueries(MySqlSession session) : ISlowQuerySource
{
    /// <summary>Histograms are read of so many statements: they have hundreds of lines each.</summary>
    private const int WithHistogram = 200;

    public async Task<StatementSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        var found = await StatementPrerequisites.ReadAsync(session, cancellationToken);
        if (found.HasDigests)
        {
            return await DigestsAsync(cancellationToken);
        }
        if (!found.HasSlowLog)
        {
            throw new DbaException(found.Error(session));
        }
        ServerMessages.Receiver?.Invoke($"WARNING: {session.Name} lacks {string.Join(" and ", found.Missing.Select(m => m.Need))}; the slow log's table is read instead, which has only statements longer than long_query_time.");
        return await new SlowLog(session).SnapshotAsync(cancellationToken);
    }

    private async Task<StatementSnapshot> DigestsAsync(CancellationToken cancellationToken)
    {
        var suffix = session.Kind == MySqlDialect.MariaDb ? ".mariadb" : "";
        var (takenAt, started, evictions) = await session.ReadFirstAsync(
            StatementPrerequisites.Load($"Counters{suffix}"), row => (row.Moment("taken_at")!.Value, row.Moment("started_at"), row.Int64OrNull("evictions")), cancellationToken: cancellationToken);
        var latencies = session.Kind == MySqlDialect.MariaDb ? [] : await LatenciesAsync(cancellationToken);
        var statements = new List<StatementCounters>();
        await foreach (var statement in session.ReadAsync(StatementPrerequisites.Load($"SlowQuery{suffix}"), Read, cancellationToken: cancellationToken))
        {
            statements.Add(statement with { Latencies = latencies.GetValueOrDefault((statement.QueryId, statement.Database)) });
        }
        return new StatementSnapshot(takenAt, started, evictions, statements);
    }

    private async Task<Dictionary<(string, string?), IReadOnlyList<LatencyBucket>>> LatenciesAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string, string?), IReadOnlyList<LatencyBucket>>();
        var rows = session.ReadAsync(
            StatementPrerequisites.Load("Latencies"),
            row => ((row.Text("query_id"), row.TextOrNull("database")), new LatencyBucket(row.DoubleOrNull("up_to_ms") ?? 0, row.Int64("count"))),
            new Dictionary<string, object?> { ["top"] = WithHistogram },
            cancellationToken);
        await foreach (var (key, bucket) in rows)
        {
            if (!found.TryGetValue(key, out var buckets))
            {
                found.Add(key, buckets = new List<LatencyBucket>());
            }
            ((List<LatencyBucket>)buckets).Add(bucket);
        }
        return found;
    }

    private static StatementCounters Read(RowReader row) => new()
    {
        QueryId = row.Text("query_id"),
        Database = row.TextOrNull("database"),
        Text = row.TextOrNull("text"),
        SampleText = row.TextOrNull("sample_text"),
        Calls = row.Int64("calls"),
        TotalMs = row.DoubleOrNull("total_ms") ?? 0,
        MaxMs = row.DoubleOrNull("max_ms"),
        P95Ms = row.DoubleOrNull("p95_ms"),
        Rows = row.Int64OrNull("rows"),
        LockMs = row.DoubleOrNull("lock_ms"),
        Since = row.Moment("first_seen"),
        FirstSeen = row.Moment("first_seen"),
        LastSeen = row.Moment("last_seen"),
    };
}
