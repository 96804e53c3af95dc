namespace DbaPS.PostgreSql.SlowQueries;

/// <summary>One thing that statement counters need.</summary>
/// <param name="Need">In words.</param>
/// <param name="FixSql">What adds it; null where no SQL does.</param>
/// <param name="IsGrant">True when only this login lacks it.</param>
internal sealed record MissingPrerequisite(string Need, string? FixSql, bool IsGrant = false);
