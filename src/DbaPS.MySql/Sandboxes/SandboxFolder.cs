using System.Diagnostics;
using System.Globalization;
using DbaPS.Sandboxes;

namespace DbaPS.MySql.Sandboxes;

/// <summary>The files of one sandbox: all in a folder that only the server's account may enter.</summary>
internal sealed class SandboxFolder(string folder)
{
    /// <summary>The server's own folder within the sandbox's.</summary>
    public string Root { get; } = Path.Combine(folder, "server");

    public string Data => Path.Combine(Root, "data");

    public string Temporary => Path.Combine(Root, "tmp");

    public string Log => Path.Combine(Root, "log");

    /// <summary>Statements that the server runs when it starts: they hold the password, so the file goes once it is up.</summary>
    public string InitFile => Path.Combine(Root, "init.sql");

    public string CertificateFile => Path.Combine(Root, "server.crt");

    public string KeyFile => Path.Combine(Root, "server.key");

    public string ProcessFile => Path.Combine(Root, "pid");

    /// <summary>The server's process id as it wrote it itself; null when it has written none.</summary>
    public int? ReadProcessId()
    {
        try
        {
            return int.TryParse(File.ReadAllText(ProcessFile).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>True while that very server runs.</summary>
    public bool IsRunning(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            return SandboxFiles.WorksIn(processId, Data);
        }
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited && ReadProcessId() == processId;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>What the server has written so far.</summary>
    public string ReadLog()
    {
        try
        {
            using var file = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
