using System.Security.Cryptography;

namespace DbaPS.Testing.Servers;

/// <summary>Where throwaway servers keep their files.</summary>
internal static class ServerFolder
{
    /// <summary>Below this the memory is left to the tests.</summary>
    private const long MemoryToSpare = 4L << 30;

    private const string SharedMemory = "/dev/shm";

    /// <summary>Makes a folder of a new name that only its owner may enter.</summary>
    public static string Create(PostgreSqlOptions options)
    {
        var name = $"dbaps-pg{options.Major}-{RandomNumberGenerator.GetHexString(8, true)}";
        var folder = Directory.CreateDirectory(Path.Combine(options.Parent ?? Parent(options.Fsync), name)).FullName;
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
