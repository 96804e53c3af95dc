namespace DbaPS.Benchmarks.Measuring;

/// <summary>What pairs of runs came to.</summary>
/// <param name="Aim">The ratio wanted; null where there is none.</param>
public sealed record Outcome(string Name, double? Aim, IReadOnlyList<(Sample Ours, Sample Theirs)> Pairs)
{
    // A side whose CPU time is this far from its own median was disturbed.
    private const double VoidAbove = 0.25;

    private IReadOnlyList<(Sample Ours, Sample Theirs)> Valid => [.. Pairs.Where(p => IsNear(p.Ours, OurCpu) && IsNear(p.Theirs, TheirCpu))];

    public int Void => Pairs.Count - Valid.Count;

    public double OurCpu => Statistics.Median(Pairs.Select(p => p.Ours.Cpu));

    public double TheirCpu => Statistics.Median(Pairs.Select(p => p.Theirs.Cpu));

    /// <summary>Theirs over ours by wall time: above 1 DbaPS is ahead.</summary>
    public (double Median, double Low, double High) Wall => Statistics.Interval(Counted.Select(p => p.Theirs.Seconds / p.Ours.Seconds));

    /// <summary>The same by CPU time.</summary>
    public (double Median, double Low, double High) Cpu => Statistics.Interval(Counted.Select(p => p.Theirs.Cpu / Math.Max(p.Ours.Cpu, 0.01)));

    /// <summary>Whether the claim stands: the pessimistic end passes, and most pairs count.</summary>
    public string Verdict => Aim is not { } aim ? "" : Void * 2 > Pairs.Count ? "not established" : Wall.Low >= aim ? "reached" : Wall.High >= aim ? "open" : "missed";

    private IReadOnlyList<(Sample Ours, Sample Theirs)> Counted => Valid.Count > 0 ? Valid : Pairs;

    private static bool IsNear(Sample sample, double median) => median == 0 || Math.Abs(sample.Cpu / median - 1) <= VoidAbove;
}
