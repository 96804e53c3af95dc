using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace DbaPS.Sandboxes;

/// <summary>Files of a sandbox that only its server's account may read.</summary>
public static class SandboxFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a new file that only its owner may read.</summary>
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

    /// <summary>Makes a folder that only its owner may enter.</summary>
    public static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            // A folder of the user's profile: its access list is already the user's alone.
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Writes a certificate for this machine's loopback names that nobody else has, valid for ten years, and its key; both PEM.</summary>
    public static void WriteCertificate(string certificateFile, string keyFile)
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
        WritePrivate(certificateFile, certificate.ExportCertificatePem());
        WritePrivate(keyFile, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>True where a process of Linux has that working folder, as a server has its data folder: an id alone may by now be another process's.</summary>
    /// <remarks>A process that ended and that nobody has yet collected has none.</remarks>
    public static bool WorksIn(int processId, string folder) =>
        new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cwd")).LinkTarget is { } found && Path.GetFullPath(found) == Path.GetFullPath(Resolve(folder));

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
