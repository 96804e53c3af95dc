using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace DbaPS.PostgreSql.Sandboxes;

/// <summary>The files of one sandbox: all in a folder that only the server's account may enter.</summary>
internal sealed class SandboxFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

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

    /// <summary>Writes a file that only its owner may read.</summary>
    public static void WritePrivate(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }
        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    public void MakeRoot()
    {
        if (OperatingSystem.IsWindows())
        {
            // A folder of the user's profile: its access list is already the user's alone.
            Directory.CreateDirectory(Root);
        }
        else
        {
            Directory.CreateDirectory(Root, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A certificate for this machine's loopback names that nobody else has, valid for ten years.</summary>
    public void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=DbaPS sandbox", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(10));
        WritePrivate(CertificateFile, certificate.ExportCertificatePem());
        WritePrivate(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

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
            // The server's working folder is its data folder; an ended process that nobody has yet collected has none.
            return new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cwd")).LinkTarget is { } folder
                && Path.GetFullPath(folder) == Path.GetFullPath(Resolve(Data));
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

    /// <summary>The folder with every link on the way followed, as the kernel shows it.</summary>
    private static string Resolve(string path)
    {
        var full = Path.GetFullPath(path);
        var resolved = Path.GetPathRoot(full)!;
        foreach (var part in full[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(resolved, part);
            resolved = Directory.ResolveLinkTarget(next, returnFinalTarget: true)?.FullName ?? next;
        }
        return resolved;
    }
}
