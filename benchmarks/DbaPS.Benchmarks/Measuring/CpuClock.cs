using System.Globalization;

namespace DbaPS.Benchmarks.Measuring;

/// <summary>Reads CPU time from proc(5): a metric that other work on the machine hardly moves.</summary>
public static class CpuClock
{
    // USER_HZ, in which the kernel counts for user space: 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>CPU seconds of this process and of the programs it has waited for.</summary>
    public static double Client() => Ticks(Environment.ProcessId, withWaited: true) / TicksPerSecond;

    /// <summary>CPU seconds of a server: the process, those of its children that have ended, and those that run.</summary>
    public static double Server(int postmaster)
    {
        double ticks = Ticks(postmaster, withWaited: true);
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) && Fields(id) is { } fields
                && int.Parse(fields[1], CultureInfo.InvariantCulture) == postmaster)
            {
                ticks += Ticks(id, withWaited: false);
            }
        }
        return ticks / TicksPerSecond;
    }

    private static double Ticks(int id, bool withWaited)
    {
        // "utime stime cutime cstime" are fields 14 to 17 of the file; the first two stand before the ones given here.
        return Fields(id) is not { } fields ? 0 : fields[11..(withWaited ? 15 : 13)].Sum(f => double.Parse(f, CultureInfo.InvariantCulture));
    }

    private static string[]? Fields(int id)
    {
        try
        {
            string text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
