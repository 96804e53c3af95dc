using DbaPS.Engines;

namespace DbaPS.SlowQueries;

/// <summary>A statement and what it cost over a window.</summary>
public sealed record SlowQuery : DbaObject
{
    public SlowQuery(ObjectOrigin origin)
        : base(origin)
    {
    }

    /// <summary>The engine's own id; not stable across major versions. Null for a timed file.</summary>
    public string? QueryId { get; init; }

    /// <summary>DbaPS's id of the statement's shape: the same on every engine and version.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The statement as the engine normalises it, redacted.</summary>
    public required string QueryText { get; init; }

    /// <summary>One real execution's text, redacted; null where the engine keeps none.</summary>
    public string? SampleText { get; init; }

    public string? User { get; init; }

    public required long Calls { get; init; }

    public required TimeSpan TotalTime { get; init; }

    public required TimeSpan MeanTime { get; init; }

    public TimeSpan? P95Time { get; init; }

    /// <summary>The longest execution; may lie before the window where the engine keeps only one maximum since its reset.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>Its part of all statements' time in the window, 0 to 1.</summary>
    public required double ShareOfLoad { get; init; }

    public long? Rows { get; init; }

    public double? RowsPerCall => Rows is { } rows && Calls > 0 ? (double)rows / Calls : null;

    /// <summary>Blocks found in the engine's cache.</summary>
    public long? LogicalReads { get; init; }

    /// <summary>Blocks asked of the operating system.</summary>
    public long? PhysicalReads { get; init; }

    public long? TempBytes { get; init; }

    public long? WalOrLogBytes { get; init; }

    /// <summary>Time spent planning; null where the engine does not count it (PostgreSQL counts it with pg_stat_statements.track_planning on).</summary>
    public TimeSpan? PlanTime { get; init; }

    public TimeSpan? LockTime { get; init; }

    public string? WaitClass { get; init; }

    /// <summary>UTC; null where the engine does not record it.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>The window the figures belong to, UTC.</summary>
    public required DateTimeOffset WindowStart { get; init; }

    public required DateTimeOffset WindowEnd { get; init; }

    /// <summary>When the engine's counters were last reset, UTC.</summary>
    public DateTimeOffset? StatsReset { get; init; }

    /// <summary>True when the engine dropped statements during the window: a rarer one may be missing.</summary>
    public required bool Evicted { get; init; }
}
