using System.Text.Json;
using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.History;
using DbaPS.Operations;

namespace DbaPS.Restores;

/// <summary>Opens the backup a request means: by its folder, or by its id through the history.</summary>
internal static class BackupLocator
{
    public static async Task<BackupReader> OpenAsync(DbaRuntime runtime, string? path, string? backupId, CancellationToken cancellationToken)
    {
        // A piped backup has both: where it says it is goes before where the history last saw it.
        if (path is null && backupId is null)
        {
            throw new DbaException(DbaErrors.BackupRequired());
        }
        return await BackupReader.OpenAsync(path ?? await FindAsync(runtime, backupId!, cancellationToken), cancellationToken);
    }

    private static async Task<string> FindAsync(DbaRuntime runtime, string backupId, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(backupId, out var id))
        {
            var history = await runtime.History.OpenAsync(cancellationToken);
            await foreach (var entry in history.ReadAsync(new HistoryQuery(BackupRecord.Kind) { Newest = true }, cancellationToken))
            {
                if (JsonSerializer.Deserialize(entry.Payload, BackupJson.Default.BackupRecord) is { } record && record.BackupId == id)
                {
                    return record.Path;
                }
            }
        }
        throw new DbaException(DbaErrors.BackupUnknown(backupId));
    }
}
