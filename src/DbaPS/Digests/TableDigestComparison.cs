namespace DbaPS.Digests;

/// <summary>The outcome of <see cref="TableDigest.Compare"/>.</summary>
/// <param name="ExpectedRows">Rows expected in the table.</param>
/// <param name="ActualRows">Rows found.</param>
/// <param name="Buckets">The buckets that differ, ascending; none when the tables are equal.</param>
public sealed record TableDigestComparison(long ExpectedRows, long ActualRows, IReadOnlyList<BucketDifference> Buckets)
{
    public bool Equal => Buckets.Count == 0;
}
