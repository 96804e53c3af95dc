using DbaPS.Sql;

namespace DbaPS.SqlServer.Backups;

/// <summary>What a backup depends on.</summary>
/// <param name="Folder">The server's own backup folder; null where it does not tell.</param>
internal sealed record BackupFacts(
    bool MayBackUp, bool SnapshotOn, string? RecoveryModel, string? Collation, string? CompatibilityLevel, string? Owner, string? Folder, long? SizeBytes, long Tables)
{
    public static BackupFacts Read(RowReader row) => new(
        row.Boolean("may_back_up"), row.Boolean("snapshot_on"), row.TextOrNull("recovery_model"), row.TextOrNull("collation"), row.TextOrNull("compatibility_level"),
        row.TextOrNull("owner"), row.TextOrNull("backup_folder"), row.Int64OrNull("size_bytes"), row.Int64("tables"));
}
