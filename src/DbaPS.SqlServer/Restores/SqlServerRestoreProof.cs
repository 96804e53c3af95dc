using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Errors;
using DbaPS.Restores;
using DbaPS.SqlServer.Backups;
using DbaPS.SqlServer.Digests;

namespace DbaPS.SqlServer.Restores;

/// <summary>Sequences and rows of a restored database. Large objects are columns here.</summary>
internal sealed class SqlServerRestoreProof(SqlServerSession session) : IRestoreProof
{
    public async Task<RestoredCatalog> ReadCatalogAsync(RowHasher hasher, CancellationToken cancellationToken) => new(await BackupContent.SequencesAsync(session, cancellationToken), null);

    public async Task ReadRowsAsync(BackupTable table, CanonicalRowVisitor visit, CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken);
        var forms = await new TableCatalog(session).FormsAsync(connection, null, cancellationToken);
        if (SqlServerTableDigester.Match(table, forms, out var columns) is { } misfit)
        {
            throw new DbaException(DbaErrors.ObjectMissing("table", table.DisplayName, $"{session.Name} ({misfit})"));
        }
        await new TableReader(table, columns).ReadAsync(session, connection, null, visit, cancellationToken);
    }
}
