using System.Runtime.CompilerServices;
using DbaPS.Backups;

namespace DbaPS.PostgreSql.Backups;

/// <summary>Lists a database's objects as a backup's manifest does.</summary>
internal sealed class PostgreSqlSchemaInventory(PostgreSqlSession session) : ISchemaInventory
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    public async IAsyncEnumerable<BackupSchemaObject> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await SnapshotConnection.BeginAsync(session, null, LockTimeout, cancellationToken);
        foreach (var item in await SchemaObjects.ListAsync(connection, cancellationToken))
        {
            yield return item;
        }
    }
}
