using System.Buffers.Binary;
using System.Security.Cryptography;
using DbaPS.Digests;
using DbaPS.PostgreSql.Digests;

namespace DbaPS.PostgreSql.Backups;

/// <summary>Reads large objects by their functions, so that no superuser is needed, digests them and writes them as records.</summary>
internal sealed class LargeObjectReader(PostgreSqlSession session, SnapshotConnection connection, RowHasher hasher)
{
    /// <summary>An object above this goes into the digest by the SHA-256 of its content: a row must fit in memory.</summary>
    public const long LargestInRow = 64L << 20;

    private const int Batch = 500;
    private const int FirstPiece = 1 << 16;
    private const int Piece = 4 << 20;
    private const int ReadMode = 0x40000;

    private readonly CanonicalRow _row = new(1 << 16);
    private readonly DigestSink _sink = new(hasher);

    public long Count { get; private set; }

    public TableDigestBuilder Digest => _sink.Builder;

    /// <summary>Reads all of them.</summary>
    /// <param name="target">Receives the records; null to digest only.</param>
    public async Task ReadAsync(Stream? target, CancellationToken cancellationToken)
    {
        long last = 0;
        while (true)
        {
            var found = await NextAsync(last, cancellationToken);
            foreach (var (id, start) in found)
            {
                var content = start.Length < FirstPiece ? start.Length : await LengthAsync(id, cancellationToken);
                WriteHead(target, id, content);
                if (content == start.Length)
                {
                    target?.Write(start);
                    Add(id, start);
                }
                else
                {
                    await ReadLongAsync(target, id, content, cancellationToken);
                }
                Count++;
                last = id;
            }
            if (found.Count < Batch)
            {
                return;
            }
        }
    }

    private async Task ReadLongAsync(Stream? target, long id, long length, CancellationToken cancellationToken)
    {
        using var whole = length <= LargestInRow ? new MemoryStream((int)length) : null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long at = 0; at < length;)
        {
            var piece = (byte[])(await ScalarAsync("SELECT pg_catalog.lo_get(@id::pg_catalog.oid, @at, @size)", [("id", id, null), ("at", at, null), ("size", Piece, null)], cancellationToken))!;
            if (piece.Length == 0)
            {
                throw new Errors.DbaException(PostgreSqlBackupErrors.RowsUnreadable($"large object {id}", new EndOfStreamException("it ended early.")));
            }
            target?.Write(piece);
            whole?.Write(piece);
            hash.AppendData(piece);
            at += piece.Length;
        }
        if (whole is not null)
        {
            Add(id, whole.GetBuffer().AsSpan(0, (int)whole.Length));
        }
        else
        {
            Add(id, hash.GetHashAndReset());
        }
    }

    private void Add(long id, ReadOnlySpan<byte> content)
    {
        _row.Begin();
        _row.Integer(id);
        int key = _row.Length;
        _row.Bytes(content);
        _sink.Add(_row.Written, _row.Written[..key]);
    }

    private static void WriteHead(Stream? target, long id, long length)
    {
        Span<byte> head = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(head, id);
        BinaryPrimitives.WriteInt64BigEndian(head[8..], length);
        target?.Write(head);
    }

    private async Task<List<(long Id, byte[] Start)>> NextAsync(long after, CancellationToken cancellationToken)
    {
        await using var command = PostgreSqlDriver.Command(connection.Connection,
            "SELECT m.oid::int8, pg_catalog.lo_get(m.oid, 0, @size) FROM (SELECT l.oid FROM pg_catalog.pg_largeobject_metadata l WHERE l.oid > @after::pg_catalog.oid ORDER BY l.oid LIMIT @batch) m ORDER BY 1",
            [("size", FirstPiece, null), ("after", after, null), ("batch", Batch, null)]);
        return await session.TryAsync(async () =>
        {
            var all = new List<(long, byte[])>();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                all.Add((reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)));
            }
            return all;
        });
    }

    private async Task<long> LengthAsync(long id, CancellationToken cancellationToken)
    {
        var handle = (int)(await ScalarAsync("SELECT pg_catalog.lo_open(@id::pg_catalog.oid, @mode)", [("id", id, null), ("mode", ReadMode, null)], cancellationToken))!;
        var length = (long)(await ScalarAsync("SELECT pg_catalog.lo_lseek64(@handle, 0, 2)", [("handle", handle, null)], cancellationToken))!;
        await ScalarAsync("SELECT pg_catalog.lo_close(@handle)", [("handle", handle, null)], cancellationToken);
        return length;
    }

    private async Task<object?> ScalarAsync(string text, IEnumerable<(string, object?, string?)> parameters, CancellationToken cancellationToken)
    {
        await using var command = PostgreSqlDriver.Command(connection.Connection, text, parameters);
        return await session.TryAsync(() => command.ExecuteScalarAsync(cancellationToken));
    }
}
