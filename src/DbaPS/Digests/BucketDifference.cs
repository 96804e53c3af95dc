namespace DbaPS.Digests;

/// <summary>A bucket whose rows are not those expected. Equal counts mean changed rows.</summary>
/// <param name="Bucket">0–255.</param>
/// <param name="ExpectedCount">Rows expected in it.</param>
/// <param name="ActualCount">Rows found in it.</param>
public readonly record struct BucketDifference(int Bucket, long ExpectedCount, long ActualCount)
{
    /// <summary>Above zero: rows too many; below: rows too few.</summary>
    public long CountDifference => ActualCount - ExpectedCount;
}
