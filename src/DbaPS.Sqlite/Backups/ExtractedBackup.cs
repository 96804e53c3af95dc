using DbaPS.Backups;
using DbaPS.Errors;

namespace DbaPS.Sqlite.Backups;

/// <summary>A backup's database, verified and decompressed into a private folder that goes with this object.</summary>
internal sealed class ExtractedBackup : IDisposable
{
    private readonly string _folder;
    private readonly string _path;

    private ExtractedBackup(string folder)
    {
        _folder = folder;
        _path = Path.Combine(folder, "backup.db");
    }

    public static ExtractedBackup Open(BackupReader backup, CancellationToken cancellationToken)
    {
        var extracted = new ExtractedBackup(Directory.CreateTempSubdirectory("dbaps-").FullName);
        try
        {
            Extract(backup, extracted._path, cancellationToken);
            return extracted;
        }
        catch
        {
            extracted.Dispose();
            throw;
        }
    }

    /// <summary>The manifest's one database file.</summary>
    public static BackupFile FileOf(BackupReader backup) => backup.Manifest.Files.Where(f => f.Role == "database").ToList() is [var file]
        ? file
        : throw new DbaException(DbaErrors.BackupManifestDamaged(backup.Folder, "it does not list one database file."));

    /// <summary>Writes the verified database to a new file of its owner's and brings it to the disk. Returns the bytes written.</summary>
    public static long Extract(BackupReader backup, string path, CancellationToken cancellationToken, Action<double>? progress = null)
    {
        var file = FileOf(backup);
        using var source = backup.OpenVerified(file, cancellationToken);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var target = new FileStream(path, options);
        var buffer = new byte[1 << 18];
        int read;
        while ((read = source.Read(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            target.Write(buffer.AsSpan(0, read));
            progress?.Invoke((double)target.Position / Math.Max(1, file.RawSize));
        }
        target.Flush(flushToDisk: true);
        return target.Length;
    }

    public SqliteLink OpenLink(CancellationToken cancellationToken) => SqliteLink.OpenFinished(_path, cancellationToken);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
