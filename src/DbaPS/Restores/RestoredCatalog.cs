using DbaPS.Backups;

namespace DbaPS.Restores;

/// <summary>What a restored database holds beside tables and schema objects.</summary>
/// <param name="LargeObjects">Their number and digest; null where there are none.</param>
public sealed record RestoredCatalog(IReadOnlyList<BackupSequence> Sequences, BackupLargeObjects? LargeObjects);
