using DbaPS.Backups;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.Sqlite.Restores;

/// <summary>A database's files as one thing: the file and what SQLite keeps beside it.</summary>
internal static class DatabaseFiles
{
    private const string Aside = ".replaced-";
    private const string Unfinished = ".restoring-";

    private static readonly System.Buffers.SearchValues<char> LowerHexDigits = System.Buffers.SearchValues.Create("0123456789abcdef");

    public static IEnumerable<string> Sidecars(string path) => [path + "-wal", path + "-journal", path + "-shm"];

    /// <summary>What interrupted restores left beside a target: unfinished files, and a file put aside that did not come back.</summary>
    public static IReadOnlyList<string> Leftovers(string target)
    {
        var folder = Path.GetDirectoryName(target)!;
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, Path.GetFileName(target) + ".re*-*").Where(f => IsLeftover(f, target)).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>True for a file that holds what stood under the final name.</summary>
    public static bool IsAside(string leftover) => leftover.Contains(Aside, StringComparison.Ordinal);

    /// <summary>Deletes whatever of a database is there; false when something could not be deleted.</summary>
    public static bool Delete(string path)
    {
        var gone = true;
        foreach (var file in Sidecars(path).Append(path))
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                gone = false;
            }
        }
        return gone;
    }

    /// <summary>Gives a finished file its final name. What stands there is kept aside until then, and comes back when the renaming fails.</summary>
    public static void MoveInto(string finished, string target, Guid id, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(target)!;
        var aside = $"{target}{Aside}{id.ToString("N")[..8]}";
        var replaces = File.Exists(target);
        if (replaces)
        {
            RefuseWhenUsed(target, cancellationToken);
            CopyMode(target, finished);
            if (!Sidecars(target).Any(File.Exists))
            {
                // One step: at no moment does nothing stand under the name.
                File.Move(finished, target, overwrite: true);
                DurableFiles.SyncFolder(folder);
                return;
            }
            Move(target, aside);
        }
        try
        {
            File.Move(finished, target);
            DurableFiles.SyncFolder(folder);
        }
        catch
        {
            if (replaces && !File.Exists(target))
            {
                Move(aside, target);
            }
            throw;
        }
        if (replaces)
        {
            Delete(aside);
            DurableFiles.SyncFolder(folder);
        }
    }

    /// <summary>A program that has the old file open would go on writing to it, unseen. A damaged old file is in nobody's use.</summary>
    private static void RefuseWhenUsed(string target, CancellationToken cancellationToken)
    {
        var location = new SqliteLocation(target, SqliteOpenMode.ReadWrite, SharedCache: false, Immutable: false);
        try
        {
            using var link = SqliteLink.Open(location, null, target, new ConnectOptions(), cancellationToken);
            link.Execute("PRAGMA locking_mode = EXCLUSIVE");
            link.Execute("BEGIN EXCLUSIVE");
            link.Execute("ROLLBACK");
        }
        catch (DbaException failure) when (failure.Error.Id is "NotADatabase" or "DatabaseDamaged")
        {
        }
    }

    private static void Move(string from, string to)
    {
        foreach (var (sidecar, moved) in Sidecars(from).Zip(Sidecars(to)))
        {
            if (File.Exists(sidecar))
            {
                File.Move(sidecar, moved);
            }
        }
        File.Move(from, to);
    }

    private static bool IsLeftover(string file, string target)
    {
        var rest = file.AsSpan(target.Length);
        var id = rest.StartsWith(Unfinished, StringComparison.Ordinal) ? rest[Unfinished.Length..] : rest.StartsWith(Aside, StringComparison.Ordinal) ? rest[Aside.Length..] : default;
        return id.Length >= 8 && id[..8].IndexOfAnyExcept(LowerHexDigits) < 0 && (id.Length == 8 || id[8..].SequenceEqual(".whole"));
    }

    private static void CopyMode(string from, string to)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        }
    }
}
