namespace DbaPS.Backups;

/// <summary>What a backup will take, found before anything is written.</summary>
/// <param name="RawBytes">About how many bytes will be read; null when the engine can't tell.</param>
/// <param name="Tables">How many tables have rows to back up.</param>
public sealed record BackupPlan(long? RawBytes, int Tables);
