namespace DbaPS.SlowQueries;

/// <summary>All statements' counters at one moment.</summary>
/// <param name="TakenAt">By the server's clock, UTC.</param>
/// <param name="StatsReset">When the counters were last reset, UTC; null when the engine does not say.</param>
/// <param name="Evictions">How many times the engine has dropped statements; null when it does not say.</param>
/// <param name="Statements">One entry per statement, database and user.</param>
public sealed record StatementSnapshot(DateTimeOffset TakenAt, DateTimeOffset? StatsReset, long? Evictions, IReadOnlyList<StatementCounters> Statements);
