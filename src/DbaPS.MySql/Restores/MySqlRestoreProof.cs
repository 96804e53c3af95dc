using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.MySql.Backups;
using DbaPS.MySql.Definitions;
using DbaPS.MySql.Digests;
using DbaPS.Restores;

namespace DbaPS.MySql.Restores;

/// <summary>Reads where sequences and AUTO_INCREMENT columns stand, and rows in the manifest's forms.</summary>
internal sealed class MySqlRestoreProof(MySqlSession session) : IRestoreProof
{
    public async Task<RestoredCatalog> ReadCatalogAsync(RowHasher hasher, CancellationToken cancellationToken) =>
        new(ManifestWriter.Positions(await DefinitionReader.ReadAsync(session, cancellationToken)), null);

    public Task ReadRowsAsync(BackupTable table, CanonicalRowVisitor visit, CancellationToken cancellationToken) =>
        new MySqlTableDigester(session).ReadRowsAsync(table, visit, cancellationToken);
}
