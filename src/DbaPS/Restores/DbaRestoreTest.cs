using DbaPS.Engines;

namespace DbaPS.Restores;

/// <summary>A restore drill: a backup restored into a sandbox and held against what it claims.</summary>
public sealed record DbaRestoreTest : DbaObject
{
    public DbaRestoreTest(ObjectOrigin origin)
        : base(origin)
    {
    }

    public required Guid BackupId { get; init; }

    /// <summary>The backup's folder.</summary>
    public required string BackupPath { get; init; }

    /// <summary>The sandbox's id; null when none was made. It is gone unless it was to be kept.</summary>
    public string? Sandbox { get; init; }

    /// <summary>True where the restore worked and nothing was found.</summary>
    public bool Passed => Findings.Count == 0;

    /// <summary>The moment the restored data is of, UTC.</summary>
    public DateTimeOffset? RecoveredTo { get; init; }

    /// <summary>How long the restore alone took; null when it failed.</summary>
    public TimeSpan? RestoreDuration { get; init; }

    public IntegrityResult? IntegrityResult { get; init; }

    public DigestSummary Digest { get; init; } = new(0, 0, 0, 0);

    /// <summary>Rows of the backup's count that the restored tables lack; null when the restore failed.</summary>
    public long? RowsLost { get; init; }

    /// <summary>The loss window: from the moment the data is of to the drill's start.</summary>
    public TimeSpan? RpoActual { get; init; }

    /// <summary>The time to recover: from the drill's start to a restored database that was proved; null when the restore failed.</summary>
    public TimeSpan? RtoActual { get; init; }

    public TimeSpan? RpoTarget { get; init; }

    public TimeSpan? RtoTarget { get; init; }

    /// <summary>True where the test passed within the targets that were given; null where none was.</summary>
    public bool? Met => RpoTarget is null && RtoTarget is null ? null : Passed && (RpoTarget is not { } rpo || RpoActual <= rpo) && (RtoTarget is not { } rto || RtoActual <= rto);

    public IReadOnlyList<RestoreAssertion> Assertions { get; init; } = [];

    /// <summary>Every damage found.</summary>
    public IReadOnlyList<RestoreFinding> Findings { get; init; } = [];

    /// <summary>What is not as in the source by nature: recomputed views, roles made without login, disabled subscriptions.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The drill's entry in the history; null when it was not recorded.</summary>
    public Guid? EvidenceId { get; init; }
}
