using System.Runtime.InteropServices;

namespace DbaPS.Backups;

/// <summary>Brings folders to the disk: .NET can do it for files only.</summary>
public static class DurableFiles
{
    private const int ReadOnly = 0;

    /// <summary>Returns once the folder's entries are on disk. On Windows the file system keeps them by its journal and nothing is done.</summary>
    /// <exception cref="IOException">The disk reports an error.</exception>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        int descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw Failure("opened", folder);
        }
        try
        {
            if (Sync(descriptor) != 0)
            {
                throw Failure("brought to the disk", folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>True for the failure of a disk, a quota or a size limit that is used up.</summary>
    public static bool IsDiskFull(IOException failure)
    {
        int code = failure.HResult;
        // ENOSPC, EDQUOT (Linux, macOS), EFBIG; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL as HRESULTs.
        return OperatingSystem.IsWindows()
            ? code is unchecked((int)0x80070070) or unchecked((int)0x80070027)
            : code is 28 or 27 || code == (OperatingSystem.IsMacOS() ? 69 : 122);
    }

    private static IOException Failure(string what, string folder)
    {
        int code = Marshal.GetLastPInvokeError();
        return new IOException($"The folder '{folder}' can't be {what}: {Marshal.GetPInvokeErrorMessage(code)}.", code);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
