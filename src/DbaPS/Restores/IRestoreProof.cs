using System.ComponentModel;
using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Engines;

namespace DbaPS.Restores;

/// <summary>Reads of a restored database what a proof needs beside tables' digests and the schema's inventory.</summary>
[Description("proving restores")]
public interface IRestoreProof : ICapability
{
    /// <summary>Sequences and large objects, in the manifest's forms.</summary>
    Task<RestoredCatalog> ReadCatalogAsync(RowHasher hasher, CancellationToken cancellationToken);

    /// <summary>Every row of a table as its manifest describes it, in any order; the visitor is never called by two threads at once.</summary>
    Task ReadRowsAsync(BackupTable table, CanonicalRowVisitor visit, CancellationToken cancellationToken);
}
