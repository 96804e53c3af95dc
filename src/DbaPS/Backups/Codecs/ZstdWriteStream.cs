namespace DbaPS.Backups.Codecs;

/// <summary>Writes one zstd frame. Disposing of it ends the frame; the target stays open.</summary>
internal sealed class ZstdWriteStream : Stream
{
    private const int Level = 1;

    private readonly ZstdLibrary _library;
#pragma warning disable CA2213 // The caller's stream: it stays open.
    private readonly Stream _target;
#pragma warning restore CA2213
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(1 << 17);
    private nint _context;

    public ZstdWriteStream(ZstdLibrary library, Stream target)
    {
        _library = library;
        _target = target;
        _context = library.CreateCompressor(Level);
    }

    ~ZstdWriteStream() => Free();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        while (!buffer.IsEmpty)
        {
            _library.Compress(_context, buffer, _buffer, ZstdLibrary.EndDirectiveContinue, out int read, out int written);
            _target.Write(_buffer.AsSpan(0, written));
            buffer = buffer[read..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Bytes stay in the frame until it ends: flushing it early would only cost size.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        try
        {
            if (disposing && _context != 0)
            {
                long left;
                do
                {
                    left = _library.Compress(_context, default, _buffer, ZstdLibrary.EndDirectiveEnd, out _, out int written);
                    _target.Write(_buffer.AsSpan(0, written));
                }
                while (left != 0);
            }
        }
        finally
        {
            Free();
            base.Dispose(disposing);
        }
    }

    private void Free()
    {
        if (_context != 0)
        {
            _library.FreeCompressor(_context);
            _context = 0;
        }
    }
}
