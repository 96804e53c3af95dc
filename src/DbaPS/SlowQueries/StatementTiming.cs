namespace DbaPS.SlowQueries;

/// <summary>One timed execution: from sending it to its last row.</summary>
public sealed record StatementTiming(TimeSpan Duration, long Rows, long? LogicalReads = null, long? PhysicalReads = null);
