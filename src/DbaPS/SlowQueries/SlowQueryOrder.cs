namespace DbaPS.SlowQueries;

/// <summary>What statements are ranked by, the most first.</summary>
public enum SlowQueryOrder
{
    TotalTime,
    MeanTime,
    MaxTime,
    P95Time,
    Calls,
    Rows,
    LogicalReads,
    PhysicalReads,
    TempBytes,
    WalOrLogBytes,
}
