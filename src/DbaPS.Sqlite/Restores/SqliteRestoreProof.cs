using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Restores;
using DbaPS.Sqlite.Digests;

namespace DbaPS.Sqlite.Restores;

/// <summary>Rows of a restored file. SQLite has neither sequences (AUTOINCREMENT's numbers are the table sqlite_sequence) nor large objects.</summary>
internal sealed class SqliteRestoreProof : IRestoreProof
{
    private readonly SqliteSession _session;

    public SqliteRestoreProof(SqliteSession session) => _session = session;

    public Task<RestoredCatalog> ReadCatalogAsync(RowHasher hasher, CancellationToken cancellationToken) => Task.FromResult(new RestoredCatalog([], null));

    public Task ReadRowsAsync(BackupTable table, CanonicalRowVisitor visit, CancellationToken cancellationToken) => _session.RunAsync(
        link =>
        {
            SqliteRows.Read(link, table, visit);
            return true;
        },
        cancellationToken);
}
