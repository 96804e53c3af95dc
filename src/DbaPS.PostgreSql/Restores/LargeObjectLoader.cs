using System.Buffers.Binary;
using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.PostgreSql.Backups;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Writes large objects' contents and rights; those the schema's archive did not make are made.</summary>
internal sealed class LargeObjectLoader
{
    private const int ChunkSize = 1 << 20;
    private const int BatchSize = 100;

    private readonly BackupReader _backup;
    private readonly RestoreConnection _connection;

    public LargeObjectLoader(BackupReader backup, RestoreConnection connection)
    {
        _backup = backup;
        _connection = connection;
    }

    /// <returns>Bytes read.</returns>
    public async Task<long> LoadAsync(BackupLargeObjects objects, CancellationToken cancellationToken)
    {
        long bytes = 0;
        foreach (var file in objects.Files)
        {
            await using var transaction = await _connection.Driver.BeginTransactionAsync(cancellationToken);
            await using var data = _backup.OpenVerified(file, cancellationToken);
            var head = new byte[16];
            int read;
            while ((read = await data.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                if (read < head.Length)
                {
                    throw Damaged(file);
                }
                var id = BinaryPrimitives.ReadInt64BigEndian(head);
                var length = BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(8));
                if (id is <= 0 or > uint.MaxValue || length < 0)
                {
                    throw Damaged(file);
                }
                await LoadAsync(id, length, data, file, cancellationToken);
                bytes += length;
            }
            await transaction.CommitAsync(cancellationToken);
        }
        return bytes;
    }

    /// <summary>Gives the objects their owners, privileges and comments, those of many in one go: each go is a wait for the network.</summary>
    public async Task SetRightsAsync(string file, ArchiveRoles roles, CancellationToken cancellationToken)
    {
        var together = new List<string>();
        await foreach (var rights in LargeObjectRights.ReadAsync(_backup, file, cancellationToken))
        {
            together.AddRange(LargeObjectStatements.Of(rights, roles));
            if (together.Count >= BatchSize)
            {
                await _connection.RunAsync(together, cancellationToken);
                together.Clear();
            }
        }
        await _connection.RunAsync(together, cancellationToken);
    }

    private async Task LoadAsync(long id, long length, Stream data, string file, CancellationToken cancellationToken)
    {
        await _connection.RunAsync(
            "SELECT pg_catalog.lo_create($1::int8::oid) WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_largeobject_metadata WHERE oid = $1::int8::oid)", cancellationToken, id);
        var buffer = new byte[(int)Math.Min(length, ChunkSize)];
        for (long at = 0; at < length;)
        {
            var wanted = (int)Math.Min(ChunkSize, length - at);
            if (await data.ReadAtLeastAsync(buffer.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellationToken) < wanted)
            {
                throw Damaged(file);
            }
            await _connection.RunAsync("SELECT pg_catalog.lo_put($1::int8::oid, $2, $3)", cancellationToken, id, at, buffer.AsSpan(0, wanted).ToArray());
            at += wanted;
        }
    }

    private DbaException Damaged(string file) => new(DbaErrors.BackupFileDamaged(_backup.Folder, file, "it ends within a large object, or is not written as one."));
}
