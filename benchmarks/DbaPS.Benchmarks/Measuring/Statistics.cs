namespace DbaPS.Benchmarks.Measuring;

internal static class Statistics
{
    private const int Resamples = 2000;

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The median with a bootstrap interval of 95 % (Efron's percentile method), drawn with a fixed seed.</summary>
    public static (double Median, double Low, double High) Interval(IEnumerable<double> values)
    {
        double[] all = [.. values];
        Random random = new(1);
        double[] medians = [.. Enumerable.Range(0, Resamples).Select(_ => Median(Enumerable.Range(0, all.Length).Select(_ => all[random.Next(all.Length)]))).Order()];
        return (Median(all), medians[Resamples * 25 / 1000], medians[Resamples * 975 / 1000 - 1]);
    }
}
