namespace DbaPS.Restores;

/// <summary>What the history remembers of a restore drill.</summary>
/// <param name="Findings">One line each; at the most 100.</param>
public sealed record RestoreDrill(
    Guid BackupId, string BackupPath, bool Passed, DateTimeOffset? RecoveredTo, TimeSpan? RestoreDuration, TimeSpan? RpoActual, TimeSpan? RtoActual, TimeSpan? RpoTarget, TimeSpan? RtoTarget,
    bool? Met, int TablesCompared, int TablesDiffering, long? RowsLost, string? Integrity, IReadOnlyList<string> Findings)
{
    /// <summary>The history's kind of such entries.</summary>
    public const string Kind = "restore-drill";

    public static RestoreDrill From(DbaRestoreTest test) => new(
        test.BackupId, test.BackupPath, test.Passed, test.RecoveredTo, test.RestoreDuration, test.RpoActual, test.RtoActual, test.RpoTarget, test.RtoTarget,
        test.Met, test.Digest.Compared, test.Digest.Differing, test.RowsLost, test.IntegrityResult?.ToString(), [.. test.Findings.Take(100).Select(f => f.ToString())]);
}
