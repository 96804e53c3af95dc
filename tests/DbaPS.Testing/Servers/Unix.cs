using System.Globalization;
using System.Runtime.InteropServices;

namespace DbaPS.Testing.Servers;

/// <summary>Signals and the process table: by id only, never by name.</summary>
internal static class Unix
{
    public const int Interrupt = 2;
    public const int Kill = 9;

    /// <summary>A process told apart from a later one with the same id.</summary>
    public readonly record struct ProcessKey(int Id, string StartTime);

    /// <summary>Closes a file or folder to everyone but its owner.</summary>
    public static void MakePrivate(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.SetUnixFileMode(path, Directory.Exists(path) ? mode | UnixFileMode.UserExecute : mode);
        }
    }

    public static void Signal(int processId, int signal)
    {
        if (processId <= 1)
        {
            throw new ArgumentOutOfRangeException(nameof(processId), "Only a single process of ours may be signalled.");
        }

        // ESRCH (already gone) is what the caller wants to reach, so the result is not looked at.
        _ = SendSignal(processId, signal);
    }

    /// <summary>The processes whose parent is <paramref name="processId"/>.</summary>
    public static IReadOnlyList<ProcessKey> ChildrenOf(int processId)
    {
        var children = new List<ProcessKey>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)
                && ReadStat(id) is { } stat && stat.Parent == processId)
            {
                children.Add(new ProcessKey(id, stat.StartTime));
            }
        }

        return children;
    }

    /// <summary>False once the process has ended, also while nobody has yet collected its exit status.</summary>
    public static bool IsRunning(ProcessKey process) =>
        ReadStat(process.Id) is { } stat && stat.StartTime == process.StartTime && stat.State is not ("Z" or "X");

    private static (string State, int Parent, string StartTime)? ReadStat(int id)
    {
        try
        {
            // "pid (name) state ppid … starttime": the name may hold blanks and brackets, so count from its last bracket.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0], int.Parse(fields[1], CultureInfo.InvariantCulture), fields[19]);
        }
        catch (IOException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
