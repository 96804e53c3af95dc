using System.Globalization;

namespace DbaPS.Testing;

/// <summary>
/// How many rounds a fault test takes: its share of DBAPS_FAULTS, which counts the rounds of all of them together. As an assembly fixture it
/// says at the end how many there were.
/// </summary>
public sealed class FaultRounds : IDisposable
{
    private const int Default = 20;

    private static int _taken;

    /// <summary>All rounds asked for.</summary>
    public static int Total { get; } = int.TryParse(Environment.GetEnvironmentVariable("DBAPS_FAULTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : Default;

    /// <summary>A test's seeds, 1 and up: at least one.</summary>
    /// <param name="percent">Its share. Cheap faults get most.</param>
    public static IEnumerable<int> Seeds(int percent)
    {
        for (var seed = 1; seed <= Math.Max(1, Total * percent / 100); seed++)
        {
            yield return seed;
            Interlocked.Increment(ref _taken);
        }
    }

    public void Dispose()
    {
        if (_taken > 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Faults: {_taken} rounds of this program's tests, all by seed."));
        }
    }
}
