using System.Globalization;

namespace DbaPS.Testing.Servers;

/// <summary>
/// A small file system of its own, for tests of what happens when the disk is full: an ext4 image where loop mounts work,
/// else a tmpfs with a size. Anyone may write to it, servers too.
/// </summary>
public sealed class FullDisk : IAsyncDisposable
{
    private readonly Guard _guard;
    private readonly string _home;

    private FullDisk(string home, string kind)
    {
        _home = home;
        Folder = MountPoint(home);
        Kind = kind;
        _guard = new Guard("""umount -l "$1"; rm -rf "$2" """, Folder, home);
    }

    /// <summary>Where the file system is mounted; empty at first.</summary>
    public string Folder { get; }

    /// <summary><c>ext4</c> or <c>tmpfs</c>.</summary>
    public string Kind { get; }

    /// <summary>Bytes that can still be written.</summary>
    public long FreeBytes => new DriveInfo(Folder).AvailableFreeSpace;

    /// <summary>Mounts a file system of about <paramref name="bytes"/> (at least 4 MiB; ext4 keeps a few per cent for itself).</summary>
    /// <exception cref="ServerUnavailableException">Nothing can be mounted here: the test is skipped.</exception>
    public static async Task<FullDisk> CreateAsync(long bytes, CancellationToken cancellationToken = default)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            throw new ServerUnavailableException("A full disk needs a small file system, and only root on Linux may mount one.", "Run the tests as root in a container or a virtual machine.");
        }

        var size = Math.Max(bytes, 4L << 20).ToString(CultureInfo.InvariantCulture);
        var home = Directory.CreateTempSubdirectory("dbaps-disk-").FullName;
        File.SetUnixFileMode(home, (UnixFileMode)0b111_101_101);
        var folder = Directory.CreateDirectory(MountPoint(home)).FullName;
        var obstacle = await MountImageAsync(Path.Combine(home, "image"), size, folder, cancellationToken);
        var kind = obstacle is null ? "ext4" : "tmpfs";
        if (obstacle is not null)
        {
            var (exitCode, output) = await Tool.TryRunAsync(["mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder], cancellationToken);
            if (exitCode != 0)
            {
                Directory.Delete(home, recursive: true);
                throw new ServerUnavailableException($"A small file system cannot be mounted here ({obstacle}; {output}).", "Run the tests where root may mount, such as a privileged container.");
            }
        }

        var disk = new FullDisk(home, kind);
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        return disk;
    }

    /// <summary>Writes a file that leaves only about <paramref name="leave"/> bytes free.</summary>
    public void Fill(long leave = 0)
    {
        using var filler = new FileStream(Path.Combine(Folder, "filler"), FileMode.Append, FileAccess.Write, FileShare.None, 0);
        var block = new byte[4096];
        try
        {
            while (FreeBytes - leave >= block.Length)
            {
                filler.Write(block);
            }
        }
        catch (IOException) when (FreeBytes == 0)
        {
            // The last block did not fit: full is what was asked for.
        }
    }

    /// <summary>Takes the filler away again.</summary>
    public void Drain() => File.Delete(Path.Combine(Folder, "filler"));

    public async ValueTask DisposeAsync()
    {
        // Lazily: a process of the test that still has a file open must not keep the tests from ending.
        await Tool.RunAsync(["umount", "-l", Folder]);
        Directory.Delete(_home, recursive: true);
        _guard.Dispose();
    }

    private static string MountPoint(string home) => Path.Combine(home, "disk");

    private static async Task<string?> MountImageAsync(string image, string size, string folder, CancellationToken cancellationToken)
    {
        if (Tool.Find("mkfs.ext4") is not { } mkfs)
        {
            return "mkfs.ext4 is missing";
        }

        foreach (var command in (string[][])[
            ["truncate", "-s", size, image],
            [mkfs, "-q", "-F", "-m", "0", "-O", "^has_journal", image],
            ["mount", "-o", "loop", image, folder]])
        {
            var (exitCode, output) = await Tool.TryRunAsync(command, cancellationToken);
            if (exitCode != 0)
            {
                return output;
            }
        }

        return null;
    }
}
