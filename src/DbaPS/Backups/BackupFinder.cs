using System.Runtime.CompilerServices;
using System.Text.Json;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.History;
using DbaPS.Pipeline;

namespace DbaPS.Backups;

/// <summary>Finds backups in folders and in the history. One with a missing or short file is reported as an error, never listed.</summary>
internal sealed class BackupFinder(IPipeline pipeline)
{
    /// <summary>The backups in a folder: itself, or those directly in it.</summary>
    public async IAsyncEnumerable<DbaBackup> InFolderAsync(string path, bool includePartial, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (!Directory.Exists(path) && !File.Exists(path))
        {
            throw new DbaException(DbaErrors.BackupNotFound(path));
        }
        if (File.Exists(path) || IsBackup(path) || IsPartial(path))
        {
            if (!IsPartial(path))
            {
                yield return await OpenAsync(path, cancellationToken);
            }
            else if (includePartial)
            {
                yield return Partial(path);
            }
            yield break;
        }
        foreach (var folder in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsPartial(folder))
            {
                // Interrupted in its last steps, one has a manifest already and its lock no longer.
                if (includePartial && (File.Exists(System.IO.Path.Combine(folder, BackupPaths.LockName)) || File.Exists(System.IO.Path.Combine(folder, BackupManifest.FileName))))
                {
                    yield return Partial(folder);
                }
            }
            else if (IsBackup(folder) && await TryOpenAsync(folder, cancellationToken) is { } backup)
            {
                yield return backup;
            }
        }
    }

    /// <summary>The backups the history knows and that are still there, oldest first.</summary>
    public async IAsyncEnumerable<DbaBackup> InHistoryAsync(IHistoryStore history, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in history.ReadAsync(new HistoryQuery(BackupRecord.Kind), cancellationToken))
        {
            var record = JsonSerializer.Deserialize(entry.Payload, BackupJson.Default.BackupRecord);
            if (record is null || !seen.Add(record.Path))
            {
                continue;
            }
            if (!IsBackup(record.Path))
            {
                pipeline.Verbose($"The backup {record.BackupId} is no longer at '{record.Path}'.");
            }
            else if (await TryOpenAsync(record.Path, cancellationToken) is { } backup && backup.BackupId == record.BackupId.ToString())
            {
                yield return backup;
            }
        }
    }

    private static bool IsBackup(string folder) => File.Exists(System.IO.Path.Combine(folder, BackupManifest.FileName)) && !IsPartial(folder);

    private static bool IsPartial(string folder) => folder.EndsWith(BackupPaths.PartialSuffix, StringComparison.OrdinalIgnoreCase);

    private static async Task<DbaBackup> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var reader = await BackupReader.OpenAsync(path, cancellationToken);
        foreach (var file in reader.Manifest.Files)
        {
            if (reader.CheckSize(file) is { } wrong)
            {
                throw new DbaException(DbaErrors.BackupFileDamaged(reader.Folder, file.Path, wrong));
            }
        }
        return DbaBackup.From(reader.Manifest, reader.Folder);
    }

    private async Task<DbaBackup?> TryOpenAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(folder, cancellationToken);
        }
        catch (DbaException failure)
        {
            pipeline.Error(failure.Error with { Target = folder });
            return null;
        }
    }

    private static DbaBackup Partial(string folder)
    {
        var info = new DirectoryInfo(folder);
        var origin = new ObjectOrigin(new EngineId("unknown"), default, new ServerReference("", Guid.Empty), null, DateTimeOffset.UtcNow);
        return new DbaBackup(origin)
        {
            BackupId = "",
            Status = "Partial",
            Type = "Full",
            Method = BackupMethods.Logical,
            Tool = "DbaPS",
            Start = new DateTimeOffset(info.CreationTimeUtc),
            SizeBytes = info.EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length),
            Path = folder,
        };
    }
}
