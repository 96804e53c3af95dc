using System.Security.Cryptography;

namespace DbaPS.Testing.Servers;

/// <summary>Where throwaway servers keep their files.</summary>
internal static class ServerFolder
{
    /// <summary>Below this the memory is left to the tests.</summary>
    private const long MemoryToSpare = 4L << 30;

    private const string SharedMemory = "/dev/shm";

    /// <summary>Makes a folder of a new name that only its owner may enter.</summary>
    public static string Create(PostgreSqlOptions options) => Create($"pg{options.Major}", options.Parent, options.Fsync);

    /// <summary>As above, for any server.</summary>
    /// <param name="kind">A short word for the name: sockets' paths are limited to about 100 characters.</param>
    /// <param name="needsDisk">True when what is written must reach a disk.</param>
    public static string Create(string kind, string? parent, bool needsDisk)
    {
        var name = $"dbaps-{kind}-{RandomNumberGenerator.GetHexString(8, true)}";
        var folder = Directory.CreateDirectory(Path.Combine(parent ?? Parent(needsDisk), name)).FullName;
        Unix.MakePrivate(folder);
        return folder;
    }

    /// <summary>
    /// The temporary folder; in its place the memory's file system where it is large. A server is a thousand small files,
    /// and creating them on a disk takes most of the time of a start and of a new database.
    /// </summary>
    private static string Parent(bool needsDisk)
    {
        var chosen = Environment.GetEnvironmentVariable("TMPDIR");
        return needsDisk || !string.IsNullOrEmpty(chosen) || !HasMemoryToSpare() ? Path.GetTempPath() : SharedMemory;
    }

    private static bool HasMemoryToSpare()
    {
        try
        {
            return Directory.Exists(SharedMemory)
                && Math.Min(new DriveInfo(SharedMemory).AvailableFreeSpace, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) >= MemoryToSpare;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
