using System.Diagnostics;
using System.Globalization;
using DbaPS.Sandboxes;

namespace DbaPS.PostgreSql.Sandboxes;

/// <summary>The files of one sandbox: all in a folder that only the server's account may enter.</summary>
internal sealed class SandboxFolder
{
    /// <summary>postmaster.pid is written a little after the process began, and both clocks have whole seconds in places.</summary>
    private static readonly TimeSpan StartSlack = TimeSpan.FromSeconds(30);

    public SandboxFolder(string folder) => Root = Path.Combine(folder, "server");

    /// <summary>The server's own folder within the sandbox's.</summary>
    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    public string Log => Path.Combine(Root, "log");

    public string PasswordFile => Path.Combine(Root, "password");

    public string CertificateFile => Path.Combine(Root, "server.crt");

    public string KeyFile => Path.Combine(Root, "server.key");

    private string ProcessFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>The server's process id as it wrote it itself; null when it does not run.</summary>
    public int? ReadProcessId() => ReadProcessFile() is { } lines && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Where the running server's programs are; null when its folder does not say.</summary>
    public string? ReadProgramFolder()
    {
        try
        {
            // "/usr/lib/postgresql/15/bin/postgres "-D" "…""
            var command = File.ReadAllText(Path.Combine(Data, "postmaster.opts"));
            var end = command.IndexOf(" \"", StringComparison.Ordinal);
            return Path.GetDirectoryName(end < 0 ? command.Trim() : command[..end]);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>True while that very server runs: an id alone may by now be another process's.</summary>
    public bool IsRunning(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            return SandboxFiles.WorksIn(processId, Data);
        }
        if (ReadProcessFile() is not { Length: > 2 } lines || ReadProcessId() != processId || !long.TryParse(lines[2], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited && (process.StartTime.ToUniversalTime() - DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime).Duration() < StartSlack;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The last lines the server wrote, for an error's message.</summary>
    public string LogTail()
    {
        try
        {
            return File.Exists(Log) ? string.Join(" ", File.ReadLines(Log).TakeLast(4)) : "";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private string[]? ReadProcessFile()
    {
        try
        {
            return File.ReadAllLines(ProcessFile);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
