using System.Collections.Concurrent;
using DbaPS.Backups.Codecs;
using DbaPS.Errors;

namespace DbaPS.Backups;

/// <summary>
/// Writes one backup folder. Until <see cref="CompleteAsync"/> returns it is called <c>name.partial</c>; then every file, the manifest and
/// the folders are on disk, in that order, and it has its name. Nothing is ever overwritten. Files may be written by several threads at once.
/// </summary>
public sealed class BackupWriter : IAsyncDisposable
{
    private readonly string _final;
    private readonly FileStream _lock;
    private readonly ConcurrentBag<BackupFile> _files = [];
    private readonly ConcurrentBag<Task> _syncs = [];
    private readonly ConcurrentDictionary<string, bool> _paths = new(StringComparer.OrdinalIgnoreCase);
    private long _written;
    private bool _finished;

    private BackupWriter(string final, string folder, FileStream @lock)
    {
        _final = final;
        Folder = folder;
        _lock = @lock;
    }

    /// <summary>The folder while it is written.</summary>
    public string Folder { get; }

    /// <summary>Bytes of the files completed so far.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Begins a backup.</summary>
    /// <param name="parent">The folder the backup's own is made in; made when it is not there.</param>
    /// <param name="name">The backup's folder name.</param>
    /// <param name="requiredBytes">What must be free there; 0 to look at nothing.</param>
    /// <exception cref="DbaException">The name is taken, another backup writes there, space is short, or the folder can't be written.</exception>
    public static BackupWriter Create(string parent, string name, long requiredBytes = 0)
    {
        parent = System.IO.Path.GetFullPath(parent);
        var final = System.IO.Path.Combine(parent, BackupPaths.CheckName(name));
        var folder = final + BackupPaths.PartialSuffix;
        try
        {
            if (!Directory.Exists(parent))
            {
                Directory.CreateDirectory(parent);
                DurableFiles.SyncFolder(System.IO.Path.GetDirectoryName(parent) ?? parent);
            }
            if (requiredBytes > 0 && new DriveInfo(parent).AvailableFreeSpace is var free && free < requiredBytes)
            {
                throw new DbaException(DbaErrors.BackupSpaceShort(parent, requiredBytes, free));
            }
            if (Directory.Exists(final) || File.Exists(final))
            {
                throw new DbaException(DbaErrors.BackupExists(final));
            }
            // Rows are for their owner's eyes: nobody else may look into the folder.
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
            var @lock = Lock(folder);
            if (Directory.Exists(final))
            {
                @lock.Dispose();
                throw new DbaException(DbaErrors.BackupExists(final));
            }
            return new BackupWriter(final, folder, @lock);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new DbaException(DbaErrors.BackupFolderUnwritable(parent, failure));
        }
    }

    /// <summary>What interrupted backups have left in a folder: partial ones that no running backup holds.</summary>
    public static IReadOnlyList<string> LeftOvers(string parent)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(System.IO.Path.GetFullPath(parent), "*" + BackupPaths.PartialSuffix).Where(IsLeftOver).Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        static bool IsLeftOver(string folder)
        {
            var path = System.IO.Path.Combine(folder, BackupPaths.LockName);
            return File.Exists(path) ? !IsHeld(path) : File.Exists(System.IO.Path.Combine(folder, BackupManifest.FileName));
        }
    }

    /// <summary>Begins a file. Its folder is made when needed.</summary>
    /// <param name="path">Below the backup's folder, with forward slashes; the codec's extension is added.</param>
    /// <param name="role">What it holds, for the manifest.</param>
    /// <exception cref="DbaException">The disk is full or can't be written.</exception>
    public BackupFileStream CreateFile(string path, string role, IBackupCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        path += codec.Extension;
        if (!_paths.TryAdd(path, true))
        {
            throw new InvalidOperationException($"The backup has a file '{path}' already.");
        }
        var full = BackupPaths.Resolve(Folder, path);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
#pragma warning disable CA2000 // The stream owns its file from here on.
            return new BackupFileStream(this, path, role, codec, Create(full));
#pragma warning restore CA2000
        }
        catch (IOException failure)
        {
            throw Failed(failure);
        }
    }

    /// <summary>Writes the manifest with the files completed, brings everything to the disk and gives the folder its name.</summary>
    /// <returns>The folder.</returns>
    /// <exception cref="DbaException">The disk is full or can't be written; the folder stays partial until this is disposed of.</exception>
    public async Task<string> CompleteAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_syncs);
            cancellationToken.ThrowIfCancellationRequested();
            var json = (manifest with { Files = [.. _files.OrderBy(f => f.Path, StringComparer.Ordinal)] }).ToJson();
            WriteDurably(BackupManifest.CheckFileName, BackupManifest.Check(json));
            foreach (var folder in Directory.EnumerateDirectories(Folder, "*", SearchOption.AllDirectories))
            {
                DurableFiles.SyncFolder(folder);
            }
            WriteDurably(BackupManifest.FileName, json);
            await _lock.DisposeAsync();
            File.Delete(System.IO.Path.Combine(Folder, BackupPaths.LockName));
            DurableFiles.SyncFolder(Folder);
            Directory.Move(Folder, _final);
            _finished = true;
            DurableFiles.SyncFolder(System.IO.Path.GetDirectoryName(_final)!);
            return _final;
        }
        catch (IOException failure)
        {
            throw Failed(failure);
        }
    }

    /// <summary>Deletes the files completed so far, so that the backup can begin again. No file may be open.</summary>
    /// <exception cref="DbaException">A file can't be deleted.</exception>
    public async Task DiscardFilesAsync()
    {
        try
        {
            await Task.WhenAll(_syncs);
        }
        catch (IOException failure)
        {
            throw Failed(failure);
        }
        try
        {
            // By name, not by list: a file that was given up half-written is none of the completed ones.
            foreach (var path in _paths.Keys)
            {
                File.Delete(BackupPaths.Resolve(Folder, path));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DbaException(DbaErrors.BackupFolderUnwritable(Folder, failure));
        }
        _files.Clear();
        _syncs.Clear();
        _paths.Clear();
        Interlocked.Exchange(ref _written, 0);
    }

    /// <summary>Removes the folder unless it was completed. What can't be removed keeps its partial name, and so is never taken for a backup.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_finished)
        {
            return;
        }
        _finished = true;
        try
        {
            await Task.WhenAll(_syncs);
        }
        catch (Exception failure) when (failure is IOException or DbaException)
        {
            // The backup is given up: whether its files reached the disk no longer matters.
        }
        await _lock.DisposeAsync();
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Left as name.partial.
        }
    }

    internal DbaException Failed(IOException failure) => new(DurableFiles.IsDiskFull(failure)
        ? DbaErrors.BackupDiskFull(Folder, failure)
        : DbaErrors.BackupWriteFailed(Folder, failure));

    internal void Completed(BackupFile file, FileStream stream)
    {
        _files.Add(file);
        Interlocked.Add(ref _written, file.Size);
        _syncs.Add(Task.Run(() =>
        {
            using (stream)
            {
                stream.Flush(flushToDisk: true);
            }
        }));
    }

    private static FileStream Lock(string folder)
    {
        var path = System.IO.Path.Combine(folder, BackupPaths.LockName);
        try
        {
            var held = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1);
            // Interrupted in its last steps, a backup has given its lock up already.
            if (Directory.EnumerateFileSystemEntries(folder).Skip(1).Any())
            {
                held.Dispose();
                File.Delete(path);
                throw new DbaException(DbaErrors.BackupLeftOver(folder));
            }
            return held;
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new DbaException(IsHeld(path) ? DbaErrors.BackupRunning(folder) : DbaErrors.BackupLeftOver(folder));
        }
    }

    private static bool IsHeld(string path)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return new FileStream(path, options);
    }

    private void WriteDurably(string name, byte[] content)
    {
        using var stream = Create(System.IO.Path.Combine(Folder, name));
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
