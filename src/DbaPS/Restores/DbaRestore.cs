using DbaPS.Engines;

namespace DbaPS.Restores;

/// <summary>A restore, done or only planned. <see cref="DbaObject.Database"/> is the restored database, so it binds to later cmdlets.</summary>
public sealed record DbaRestore : DbaChange
{
    public DbaRestore(ObjectOrigin origin)
        : base(origin)
    {
    }

    public required Guid BackupId { get; init; }

    /// <summary>The backup's folder.</summary>
    public required string BackupPath { get; init; }

    public required RestorePlan Plan { get; init; }

    /// <summary>The final name.</summary>
    public required string Target { get; init; }

    /// <summary>The moment the restored data is of, UTC; null where the backup does not tell.</summary>
    public DateTimeOffset? RecoveredTo { get; init; }

    /// <summary>The steps, each with its duration once it has run.</summary>
    public required IReadOnlyList<RestoreStep> Steps { get; init; }

    /// <summary>Bytes read from the backup's files; 0 while nothing has run.</summary>
    public long BytesRead { get; init; }

    /// <summary>What is not as in the source.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
