namespace DbaPS.SlowQueries;

/// <summary>A bucket of a histogram of times.</summary>
/// <param name="UpToMs">The longest time of the bucket, in milliseconds.</param>
/// <param name="Count">Executions that took so long, and longer than the bucket before.</param>
public sealed record LatencyBucket(double UpToMs, long Count)
{
    /// <summary>The time that a share of all executions kept to, as the bound of its bucket; null where there is none.</summary>
    public static double? Percentile(IReadOnlyList<LatencyBucket>? buckets, double share)
    {
        var total = buckets?.Sum(b => b.Count) ?? 0;
        long seen = 0;
        foreach (var bucket in total > 0 ? buckets! : [])
        {
            seen += bucket.Count;
            if (seen >= share * total)
            {
                return bucket.UpToMs;
            }
        }
        return null;
    }

    /// <summary>What was counted between two readings; null where there is no later one.</summary>
    public static IReadOnlyList<LatencyBucket>? Subtract(IReadOnlyList<LatencyBucket>? after, IReadOnlyList<LatencyBucket>? before)
    {
        if (after is null || before is null)
        {
            return null;
        }
        var earlier = before.ToDictionary(b => b.UpToMs, b => b.Count);
        return [.. after.Select(b => b with { Count = b.Count - earlier.GetValueOrDefault(b.UpToMs) }).Where(b => b.Count > 0)];
    }
}
