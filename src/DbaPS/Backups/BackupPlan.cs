namespace DbaPS.Backups;

/// <summary>What a backup will take, found before anything is written.</summary>
/// <param name="Method">One of <see cref="BackupMethods"/>.</param>
/// <param name="RawBytes">About how many bytes will be read; null when the engine can't tell.</param>
/// <param name="Tables">How many tables have rows to back up.</param>
/// <param name="ServerFolder">Where the server will write the backup's files, when it writes them itself; null where they go to this machine.</param>
public sealed record BackupPlan(string Method, long? RawBytes, int Tables, string? ServerFolder = null);
