namespace DbaPS.Backups;

/// <summary>What the history remembers of a verification: backup, folder, outcome.</summary>
public sealed record BackupVerification(Guid BackupId, string Path, bool Passed, int Failures)
{
    /// <summary>The history's kind of such entries.</summary>
    public const string Kind = "backup-verification";
}
