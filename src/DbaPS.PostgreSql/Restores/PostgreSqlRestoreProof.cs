using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.PostgreSql.Backups;
using DbaPS.PostgreSql.Digests;
using DbaPS.Restores;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Reads sequences, large objects and rows of a restored database in the manifest's forms.</summary>
internal sealed class PostgreSqlRestoreProof(PostgreSqlSession session) : IRestoreProof
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    public async Task<RestoredCatalog> ReadCatalogAsync(RowHasher hasher, CancellationToken cancellationToken)
    {
        await using var connection = await SnapshotConnection.BeginAsync(session, null, LockTimeout, cancellationToken);
        var sequences = await ServerCatalogue.SequencesAsync(session, connection, cancellationToken);
        var objects = new LargeObjectReader(session, connection, hasher);
        await objects.ReadAsync(null, cancellationToken);
        var roots = new List<(string Root, string Name)>();
        await foreach (var row in session.ReadAsync(connection.Connection, SqlScript.Load<PostgreSqlRestoreProof>("Restores/HashRoots.sql"),
            row => (Root: PostgreSqlNames.Quote(row.Text("root_schema"), row.Text("root_name")), Name: $"{row.Text("schema")}.{row.Text("name")}"), cancellationToken))
        {
            roots.Add(row);
        }
        return new RestoredCatalog(
            sequences,
            objects.Count == 0 ? null : new BackupLargeObjects { Count = objects.Count, Digest = objects.Digest.Build().Serialize() },
            roots.Count == 0 ? null : [.. roots.GroupBy(r => r.Root, r => r.Name, StringComparer.Ordinal).Select(g => (IReadOnlyList<string>)[.. g])]);
    }

    public Task ReadRowsAsync(BackupTable table, CanonicalRowVisitor visit, CancellationToken cancellationToken) =>
        new PostgreSqlTableDigester(session).ReadRowsAsync(table, new VisitorSink(visit), cancellationToken);
}
