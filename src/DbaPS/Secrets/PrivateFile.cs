using Microsoft.Win32.SafeHandles;

namespace DbaPS.Secrets;

/// <summary>Files and folders that are their owner's alone. On Windows the user's profile folder guards them.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Others = OthersWrite | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder and those above it; the ones it makes are the owner's alone.</summary>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Why an open file is not its owner's alone; null when it is.</summary>
    public static string? Readers(SafeFileHandle file) =>
        !OperatingSystem.IsWindows() && File.GetUnixFileMode(file) is var mode && (mode & Others) != 0 ? $"others than its owner may use it (mode {Octal(mode)})" : null;

    /// <summary>Why a file may be changed by others than its owner; null when it may not.</summary>
    public static string? Writers(string path) =>
        !OperatingSystem.IsWindows() && File.GetUnixFileMode(path) is var mode && (mode & OthersWrite) != 0 ? $"others than its owner may write it (mode {Octal(mode)})" : null;

    /// <summary>Opens or makes a file that nobody else can have open at the same time.</summary>
    /// <exception cref="IOException">Somebody has.</exception>
    public static FileStream OpenAlone(string path) => new(path, Options(FileMode.OpenOrCreate));

    /// <summary>Puts a file in the place of another in one step, durably; where the place is a link, in the place of what it leads to.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var target = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        var fresh = $"{target}.{Guid.NewGuid():n}";
        try
        {
            using (var file = new FileStream(fresh, Options(FileMode.CreateNew)))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }
            File.Move(fresh, target, overwrite: true);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }
        return options;
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}
