namespace DbaPS.SlowQueries;

/// <summary>What statements did between two readings of their counters, or since the counters were reset.</summary>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
/// <param name="StatsReset">When the counters were last reset, UTC.</param>
/// <param name="Evicted">True when the engine dropped statements in the window.</param>
/// <param name="IsWhole">False when a reset cut the beginning off.</param>
/// <param name="Statements">One entry per statement, database and user that ran; its counters are those of the window.</param>
internal sealed record StatementWindow(DateTimeOffset Start, DateTimeOffset End, DateTimeOffset? StatsReset, bool Evicted, bool IsWhole, IReadOnlyList<StatementCounters> Statements)
{
    /// <summary>All there is since the counters were reset.</summary>
    public static StatementWindow SinceReset(StatementSnapshot snapshot)
    {
        var start = snapshot.StatsReset ?? snapshot.Statements.Select(s => s.Since ?? s.FirstSeen).Where(m => m is not null).Min() ?? snapshot.TakenAt;
        return new(start, snapshot.TakenAt, snapshot.StatsReset, snapshot.Evictions > 0, IsWhole: true, [.. Merge(snapshot.Statements).Values.Where(s => s.Calls > 0)]);
    }

    /// <summary>The difference of two readings, the first of them the older.</summary>
    public static StatementWindow Between(StatementSnapshot before, StatementSnapshot after)
    {
        if (after.StatsReset > before.TakenAt)
        {
            return SinceReset(after) with { IsWhole = false };
        }
        var earlier = Merge(before.Statements);
        var statements = new List<StatementCounters>();
        foreach (var (key, counters) in Merge(after.Statements))
        {
            var difference = earlier.TryGetValue(key, out var baseline) && IsContinued(baseline, counters, before.TakenAt) ? Subtract(counters, baseline) : counters;
            if (difference.Calls > 0)
            {
                statements.Add(difference);
            }
        }
        return new(before.TakenAt, after.TakenAt, after.StatsReset, after.Evictions > before.Evictions, IsWhole: true, statements);
    }

    /// <summary>False when the statement's own counters began anew in between: reset one by one, or dropped and seen again.</summary>
    private static bool IsContinued(StatementCounters before, StatementCounters after, DateTimeOffset takenAt) =>
        !(after.Since > takenAt) && after.Calls >= before.Calls && after.TotalMs >= before.TotalMs - 0.001;

    private static StatementCounters Subtract(StatementCounters after, StatementCounters before) => after with
    {
        Calls = after.Calls - before.Calls,
        TotalMs = Math.Max(0, after.TotalMs - before.TotalMs),
        P95Ms = LatencyBucket.Percentile(LatencyBucket.Subtract(after.Latencies, before.Latencies), 0.95),
        Latencies = LatencyBucket.Subtract(after.Latencies, before.Latencies),
        Rows = Difference(after.Rows, before.Rows),
        LogicalReads = Difference(after.LogicalReads, before.LogicalReads),
        PhysicalReads = Difference(after.PhysicalReads, before.PhysicalReads),
        TempBytes = Difference(after.TempBytes, before.TempBytes),
        LogBytes = Difference(after.LogBytes, before.LogBytes),
        PlanMs = after.PlanMs is { } plan ? Math.Max(0, plan - (before.PlanMs ?? 0)) : null,
        LockMs = after.LockMs is { } locked ? Math.Max(0, locked - (before.LockMs ?? 0)) : null,
    };

    private static long? Difference(long? after, long? before) => after is { } value ? Math.Max(0, value - (before ?? 0)) : null;

    /// <summary>By identity; what an engine counts apart under one identity (a statement run by itself and inside a function) is added up.</summary>
    private static Dictionary<(string, string?, string?), StatementCounters> Merge(IReadOnlyList<StatementCounters> statements)
    {
        var merged = new Dictionary<(string, string?, string?), StatementCounters>(statements.Count);
        foreach (var one in statements)
        {
            var key = (one.QueryId, one.Database, one.User);
            merged[key] = merged.TryGetValue(key, out var other) ? Add(other, one) : one;
        }
        return merged;
    }

    private static StatementCounters Add(StatementCounters left, StatementCounters right) => left with
    {
        Text = left.Text ?? right.Text,
        SampleText = left.SampleText ?? right.SampleText,
        Calls = left.Calls + right.Calls,
        TotalMs = left.TotalMs + right.TotalMs,
        MaxMs = left.MaxMs is { } a && right.MaxMs is { } b ? Math.Max(a, b) : left.MaxMs ?? right.MaxMs,
        P95Ms = null,
        Latencies = null,
        Rows = Sum(left.Rows, right.Rows),
        LogicalReads = Sum(left.LogicalReads, right.LogicalReads),
        PhysicalReads = Sum(left.PhysicalReads, right.PhysicalReads),
        TempBytes = Sum(left.TempBytes, right.TempBytes),
        LogBytes = Sum(left.LogBytes, right.LogBytes),
        PlanMs = left.PlanMs is null && right.PlanMs is null ? null : (left.PlanMs ?? 0) + (right.PlanMs ?? 0),
        LockMs = left.LockMs is null && right.LockMs is null ? null : (left.LockMs ?? 0) + (right.LockMs ?? 0),
        Since = left.Since < right.Since ? left.Since : right.Since ?? left.Since,
    };

    private static long? Sum(long? left, long? right) => left is null && right is null ? null : (left ?? 0) + (right ?? 0);
}
