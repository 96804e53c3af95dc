using System.Globalization;

namespace DbaPS.Benchmarks.Measuring;

/// <summary>Prints outcomes as a table in Markdown, ready for docs/benchmarks.md.</summary>
internal static class ResultTable
{
    public static void Print(IEnumerable<Outcome> outcomes)
    {
        Console.WriteLine("| comparison | ratio of wall time (95 %) | ratio of CPU time (95 %) | seconds, ours / theirs | CPU client + server, ours / theirs | MB, ours / theirs | pairs, void | aim | |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (Outcome outcome in outcomes)
            Console.WriteLine(Line(outcome));
    }

    private static string Line(Outcome o)
    {
        string aim = o.Aim is { } wanted ? string.Create(CultureInfo.InvariantCulture, $"≥ {wanted:0.##}") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"| {o.Name.Replace("|", "\\|", StringComparison.Ordinal)} | {Ratio(o.Wall)} | {Ratio(o.Cpu)} | {Of(o, true, s => s.Seconds):0.000} / {Of(o, false, s => s.Seconds):0.000} | {Of(o, true, s => s.ClientCpu):0.00} + {Of(o, true, s => s.ServerCpu):0.00} / {Of(o, false, s => s.ClientCpu):0.00} + {Of(o, false, s => s.ServerCpu):0.00} | {Megabytes(o, true)} / {Megabytes(o, false)} | {o.Pairs.Count}, {o.Void} | {aim} | {o.Verdict} |");
    }

    private static string Ratio((double Median, double Low, double High) ratio) =>
        string.Create(CultureInfo.InvariantCulture, $"{ratio.Median:0.00} ({ratio.Low:0.00}–{ratio.High:0.00})");

    private static double Of(Outcome outcome, bool ours, Func<Sample, double> value) => Statistics.Median(outcome.Pairs.Select(p => value(ours ? p.Ours : p.Theirs)));

    private static string Megabytes(Outcome outcome, bool ours) =>
        Of(outcome, ours, s => s.Bytes) is > 0 and var bytes ? (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture) : "–";
}
