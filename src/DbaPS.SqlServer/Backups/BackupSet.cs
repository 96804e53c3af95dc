using DbaPS.Sql;

namespace DbaPS.SqlServer.Backups;

/// <summary>One backup as msdb has it. A striped one has several files.</summary>
internal sealed record BackupSet
{
    public required long Id { get; init; }

    public required string Uuid { get; init; }

    public required string Database { get; init; }

    /// <summary>D full, I differential, L log, F file, G differential file, P partial, Q differential partial.</summary>
    public required string Type { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Log positions, as decimal numbers.</summary>
    public required string? FirstLsn { get; init; }

    public required string? LastLsn { get; init; }

    public required string? CheckpointLsn { get; init; }

    public required string? DatabaseBackupLsn { get; init; }

    public required string? Family { get; init; }

    public required string? Fork { get; init; }

    public required string Path { get; init; }

    public required int Position { get; init; }

    public required long? SizeBytes { get; init; }

    public required long? RawBytes { get; init; }

    public required bool HasChecksums { get; init; }

    public required bool IsCopyOnly { get; init; }

    public required bool IsDamaged { get; init; }

    public required bool IsEncrypted { get; init; }

    public required string Software { get; init; }

    public required string? Login { get; init; }

    public static BackupSet Read(RowReader row) => new()
    {
        Id = row.Int64("set_id"),
        Uuid = row.Text("set_uuid").ToLowerInvariant(),
        Database = row.Text("database"),
        Type = row.Text("type"),
        StartedAt = row.Moment("started_at"),
        FinishedAt = row.Moment("finished_at"),
        FirstLsn = row.TextOrNull("first_lsn"),
        LastLsn = row.TextOrNull("last_lsn"),
        CheckpointLsn = row.TextOrNull("checkpoint_lsn"),
        DatabaseBackupLsn = row.TextOrNull("database_backup_lsn"),
        Family = row.TextOrNull("family")?.ToLowerInvariant(),
        Fork = row.TextOrNull("fork")?.ToLowerInvariant(),
        Path = row.Text("path"),
        Position = (int)row.Int64("position"),
        SizeBytes = row.Int64OrNull("size_bytes"),
        RawBytes = row.Int64OrNull("raw_bytes"),
        HasChecksums = row.Boolean("has_checksums"),
        IsCopyOnly = row.Boolean("is_copy_only"),
        IsDamaged = row.Boolean("is_damaged"),
        IsEncrypted = row.Boolean("is_encrypted"),
        Software = $"{row.Int64("software_major")}.{row.Int64("software_minor")}.{row.Int64("software_build")}",
        Login = row.TextOrNull("login"),
    };
}
