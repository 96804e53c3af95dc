using System.Globalization;

namespace DbaPS.Errors;

/// <content>Backups.</content>
public static partial class DbaErrors
{
    public static DbaError BackupExists(string folder) =>
        new("BackupExists", DbaErrorCategory.ResourceExists, $"There is something at '{folder}' already; a backup never overwrites.", "Choose another -Name or -Path.") { Target = folder };

    public static DbaError BackupRunning(string folder) =>
        new("BackupRunning", DbaErrorCategory.ResourceBusy, $"Another backup is writing to '{folder}'.", "Wait for it, or choose another -Name or -Path.") { Target = folder };

    public static DbaError BackupLeftOver(string folder) =>
        new("BackupLeftOver", DbaErrorCategory.ResourceExists, $"'{folder}' is what an interrupted backup left behind.", "Remove that folder, or choose another -Name or -Path.") { Target = folder };

    public static DbaError BackupSpaceShort(string folder, long needed, long free) =>
        new("BackupSpaceShort", DbaErrorCategory.ResourceUnavailable, $"The backup needs about {Size(needed)}, and '{folder}' has {Size(free)} free.",
            "Free space there, choose another -Path, or try regardless with -SkipSpaceCheck.")
        { Target = folder };

    public static DbaError BackupFolderUnwritable(string folder, Exception cause) =>
        new("BackupFolderUnwritable", DbaErrorCategory.WriteError, $"'{folder}' can't be written: {cause.Message}", "Choose another -Path, or give this user the right to write there.") { Target = folder, Cause = cause };

    public static DbaError BackupDiskFull(string folder, Exception cause) =>
        new("BackupDiskFull", DbaErrorCategory.ResourceUnavailable, $"The disk of '{folder}' is full; the backup was given up.", "Free space there or choose another -Path, and run it again.") { Target = folder, Cause = cause };

    public static DbaError BackupWriteFailed(string folder, Exception cause) =>
        new("BackupWriteFailed", DbaErrorCategory.WriteError, $"'{folder}' could not be written, so the backup was given up: {cause.Message}", "Check the disk, then run it again.") { Target = folder, Cause = cause };

    public static DbaError BackupPathEscapes(string folder, string path) =>
        new("BackupPathEscapes", DbaErrorCategory.SecurityError, $"The manifest of '{folder}' names the file '{path}', which is not a plain path inside the backup.",
            "Don't use this backup: its manifest was not written by DbaPS or has been changed.")
        { Target = folder };

    public static DbaError BackupNotFound(string folder) =>
        new("BackupNotFound", DbaErrorCategory.ObjectNotFound, $"'{folder}' holds no backup: it has no {Backups.BackupManifest.FileName}.", "Give the backup's own folder, or a folder that holds backups to Get-DbaBackup.") { Target = folder };

    public static DbaError BackupPartial(string folder) =>
        new("BackupPartial", DbaErrorCategory.InvalidData, $"'{folder}' is an unfinished backup and can't be used.", "Use a complete one (Get-DbaBackup lists them) and remove this folder.") { Target = folder };

    public static DbaError BackupManifestDamaged(string folder, string why, Exception? cause = null) =>
        new("BackupManifestDamaged", DbaErrorCategory.InvalidData, $"The manifest in '{folder}' is damaged: {why}", "Use another copy of this backup, or an older backup.") { Target = folder, Cause = cause };

    public static DbaError BackupTooNew(string folder, int format) =>
        new("BackupTooNew", DbaErrorCategory.InvalidData, string.Create(CultureInfo.InvariantCulture, $"'{folder}' is a backup of format {format}; this version of DbaPS reads up to {Backups.BackupManifest.CurrentFormat}."),
            "Use the version of DbaPS that wrote it, or a newer one.")
        { Target = folder };

    public static DbaError BackupFileDamaged(string folder, string file, string why) =>
        new("BackupFileDamaged", DbaErrorCategory.InvalidData, $"The file '{file}' of the backup '{folder}' is damaged: {why}", "Use another copy of this backup, or an older backup; Test-DbaBackup lists every damaged file.") { Target = file };

    public static DbaError BackupCodecUnknown(string name) =>
        new("BackupCodecUnknown", DbaErrorCategory.InvalidData, $"The backup is compressed with '{name}', which this version of DbaPS does not know.", "Use the version of DbaPS that wrote it, or a newer one.") { Target = name };

    public static DbaError ZstdMissing() =>
        new("ZstdMissing", DbaErrorCategory.NotInstalled, "Zstd compression needs the system's libzstd (1.4 or newer), which is not installed here.",
            "Install it (libzstd1 on Debian and Ubuntu, libzstd on Fedora and RHEL, zstd with Homebrew, libzstd.dll on the PATH on Windows), or back up with -Compression Brotli.")
        { Target = "libzstd" };

    public static DbaError BackupIncomplete(string database, IReadOnlyList<Backups.BackupOmission> missing) =>
        new("BackupIncomplete", DbaErrorCategory.InvalidOperation,
            $"{missing.Count} thing(s) of '{database}' can't be backed up: {string.Join("; ", missing.Take(20).Select(m => $"{m.Kind} {m.Name} ({m.Reason})"))}{(missing.Count > 20 ? " …" : "")}.",
            "Remove the cause, or back up without them with -AllowIncomplete; the manifest then names them.")
        { Target = database };

    public static DbaError BackupPatternUnmatched(string database, string parameter, string pattern) =>
        new("BackupPatternUnmatched", DbaErrorCategory.InvalidArgument, $"No table of '{database}' matches {parameter} '{pattern}'.",
            "Look at the names with Get-DbaTable; case counts, and * and ? are wildcards.")
        { Target = pattern };

    public static DbaError DigestKeyUnreadable(string where) =>
        new("DigestKeyUnreadable", DbaErrorCategory.InvalidData, $"{where} does not hold a digest key.", "A key is 32 hexadecimal digits and nothing else; make one with: openssl rand -hex 16") { Target = where };

    private static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
    };
}
