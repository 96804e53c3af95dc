namespace DbaPS.SlowQueries;

/// <summary>One statement's counters since they were last reset. Times in milliseconds, as engines count them; null where an engine does not count.</summary>
public sealed record StatementCounters
{
    public required string QueryId { get; init; }

    public string? Database { get; init; }

    public string? User { get; init; }

    /// <summary>As the engine normalises it, not yet redacted; null when the login may not read it.</summary>
    public string? Text { get; init; }

    public string? SampleText { get; init; }

    public required long Calls { get; init; }

    public required double TotalMs { get; init; }

    public double? MaxMs { get; init; }

    public double? P95Ms { get; init; }

    /// <summary>Where the engine keeps a histogram of this statement's times: its buckets with executions, by rising bound.</summary>
    public IReadOnlyList<LatencyBucket>? Latencies { get; init; }

    public long? Rows { get; init; }

    public long? LogicalReads { get; init; }

    public long? PhysicalReads { get; init; }

    public long? TempBytes { get; init; }

    public long? LogBytes { get; init; }

    public double? PlanMs { get; init; }

    public double? LockMs { get; init; }

    /// <summary>Since when this statement's counters count, UTC; null when only the whole table's reset is known.</summary>
    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? FirstSeen { get; init; }

    public DateTimeOffset? LastSeen { get; init; }
}
