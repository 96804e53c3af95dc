using DbaPS.SlowQueries;
using DbaPS.Sql;

namespace DbaPS.SqlServer.SlowQueries;

/// <summary>
/// Statement counters from Query Store where it is on in the session's database, which keeps windows and outlives restarts; otherwise from
/// the plan cache, which covers every database and forgets what it evicts.
/// </summary>
internal sealed class SqlServerSlowQueries(SqlServerSession session) : ISlowQuerySource
{
    private const string Stored = "SlowQueries/SlowQuery.sql";

    public async Task<StatementSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        if (await StoredAtAsync(cancellationToken) is { } takenAt)
        {
            var (statements, start) = await ReadStoreAsync(null, cancellationToken);
            return new StatementSnapshot(takenAt, start, null, statements);
        }
        var (at, reset, evictions) = await session.ReadFirstAsync(
            SqlScript.Load<SqlServerSlowQueries>("SlowQueries/Counters.sql"),
            row => (row.Moment("taken_at")!.Value, row.Moment("stats_reset"), row.Int64OrNull("evictions")),
            cancellationToken: cancellationToken);
        return new StatementSnapshot(at, reset, evictions, await ReadCacheAsync(cancellationToken));
    }

    public async Task<StatementSnapshot?> WindowAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (await StoredAtAsync(cancellationToken) is not { } takenAt)
        {
            return null;
        }
        var (statements, start) = await ReadStoreAsync(since, cancellationToken);
        return new StatementSnapshot(takenAt, start ?? since, null, statements);
    }

    /// <summary>The server's clock where Query Store keeps statements of this database; null where it does not.</summary>
    private async Task<DateTimeOffset?> StoredAtAsync(CancellationToken cancellationToken)
    {
        var state = await session.TryReadAllAsync(
            SqlScript.Load<SqlServerSlowQueries>("SlowQueries/QueryStore.sql"), row => (IsOn: row.Boolean("is_on"), At: row.Moment("taken_at")), "whether Query Store is on", cancellationToken: cancellationToken);
        return state is [{ IsOn: true } on] ? on.At : null;
    }

    private async Task<(IReadOnlyList<StatementCounters> Statements, DateTimeOffset? Start)> ReadStoreAsync(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var statements = new List<StatementCounters>();
        DateTimeOffset? start = null;
        await foreach (var (counters, window) in session.ReadAsync(
            SqlScript.Load<SqlServerSlowQueries>(Stored),
            row => (Read(row) with { LogBytes = row.Int64OrNull("log_bytes"), PlanMs = row.DoubleOrNull("plan_ms"), FirstSeen = row.Moment("first_seen"), LastSeen = row.Moment("last_seen") }, row.Moment("window_start")),
            new Dictionary<string, object?> { ["since"] = since },
            cancellationToken))
        {
            statements.Add(counters);
            start = start is null || window < start ? window : start;
        }
        return (statements, start);
    }

    private async Task<IReadOnlyList<StatementCounters>> ReadCacheAsync(CancellationToken cancellationToken)
    {
        var statements = new List<StatementCounters>();
        await foreach (var counters in session.ReadAsync(
            SqlScript.Load<SqlServerSlowQueries>("SlowQueries/SlowQuery.cache.sql"),
            row =>
            {
                // The cache's moments are of the clock on the server's wall.
                var zone = TimeSpan.FromMinutes(row.Int64("zone"));
                var first = row.Moment("first_seen") - zone;
                return Read(row) with { Since = first, FirstSeen = first, LastSeen = row.Moment("last_seen") - zone };
            },
            cancellationToken: cancellationToken))
        {
            statements.Add(counters);
        }
        return statements;
    }

    private static StatementCounters Read(RowReader row) => new()
    {
        QueryId = row.Text("query_id"),
        Database = row.TextOrNull("database"),
        Text = row.TextOrNull("text"),
        Calls = row.Int64("calls"),
        TotalMs = row.DoubleOrNull("total_ms") ?? 0,
        MaxMs = row.DoubleOrNull("max_ms"),
        Rows = row.Int64OrNull("rows"),
        LogicalReads = row.Int64OrNull("logical_reads"),
        PhysicalReads = row.Int64OrNull("physical_reads"),
        TempBytes = row.Int64OrNull("temp_bytes"),
    };
}
