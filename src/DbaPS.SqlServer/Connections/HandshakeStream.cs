namespace DbaPS.SqlServer.Connections;

/// <summary>
/// Carries a TLS handshake in the protocol's own packets, as a server wants it before TDS 8. Only the handshake: what is sent over
/// TLS afterwards travels bare.
/// </summary>
internal sealed class HandshakeStream(Stream connection) : Stream
{
    private readonly byte[] _header = new byte[TdsPackets.HeaderLength];

    /// <summary>What is still to come of the packet that is being read.</summary>
    private int _left;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_left == 0 && !buffer.IsEmpty)
        {
            if (await connection.ReadAtLeastAsync(_header, _header.Length, throwOnEndOfStream: false, cancellationToken) < _header.Length)
            {
                return 0;
            }
            _left = TdsPackets.BodyLength(_header);
            if (_header[0] is not (TdsPackets.Prelogin or TdsPackets.Response) || _left < 0)
            {
                throw new IOException("What came is no packet of SQL Server's.");
            }
        }
        var read = await connection.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await TdsPackets.WriteAsync(connection, TdsPackets.Prelogin, buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    public override void Flush() => connection.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
