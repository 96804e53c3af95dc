using DbaPS.Backups;

namespace DbaPS.Restores;

/// <summary>What a restored database holds beside tables and schema objects.</summary>
/// <param name="LargeObjects">Their number and digest; null where there are none.</param>
/// <param name="Regrouped">
/// Groups of tables among which rows lie otherwise in every database, by <see cref="BackupTable.DisplayName"/>: partitions by the hash of
/// something that has another number there. Only each group as a whole can be compared. Null for none.
/// </param>
public sealed record RestoredCatalog(IReadOnlyList<BackupSequence> Sequences, BackupLargeObjects? LargeObjects, IReadOnlyList<IReadOnlyList<string>>? Regrouped = null);
