namespace DbaPS.Backups;

/// <summary>What the history remembers of a finished backup.</summary>
public sealed record BackupRecord(Guid BackupId, string Path, string Engine, string ServerVersion, DateTimeOffset Start, DateTimeOffset End, long SizeBytes, long RawBytes)
{
    /// <summary>The history's kind of such entries.</summary>
    public const string Kind = "backup";
}
