using System.Globalization;

namespace DbaPS.Benchmarks.Measuring;

/// <summary>Runs two sides A B B A A B B A …, after one warm-up each, so that only neighbours in time are compared.</summary>
internal static class Interleaved
{
    public static async Task<Outcome> RunAsync(string name, double? aim, int pairs, Func<Task<Sample>> ours, Func<Task<Sample>> theirs)
    {
        Say(name, "warm-up", await ours(), await theirs());
        List<(Sample, Sample)> measured = [];
        for (int i = 1; i <= pairs; i++)
        {
            Sample a, b;
            if (i % 2 == 1)
            {
                a = await ours();
                b = await theirs();
            }
            else
            {
                b = await theirs();
                a = await ours();
            }
            measured.Add((a, b));
            Say(name, string.Create(CultureInfo.InvariantCulture, $"pair {i}"), a, b);
        }
        return new Outcome(name, aim, measured);
    }

    private static void Say(string name, string step, Sample a, Sample b) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name}, {step}: {a.Seconds:0.000} s, CPU {a.ClientCpu:0.00} + {a.ServerCpu:0.00}; theirs {b.Seconds:0.000} s, CPU {b.ClientCpu:0.00} + {b.ServerCpu:0.00}"));
}
