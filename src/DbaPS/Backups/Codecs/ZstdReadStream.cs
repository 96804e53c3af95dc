namespace DbaPS.Backups.Codecs;

/// <summary>Reads zstd frames. A file that ends inside a frame is an error, not an end.</summary>
internal sealed class ZstdReadStream : Stream
{
    private readonly ZstdLibrary _library;
#pragma warning disable CA2213 // The caller's stream: it stays open.
    private readonly Stream _source;
#pragma warning restore CA2213
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(1 << 17);
    private nint _context;
    private int _from;
    private int _to;
    private bool _insideFrame;

    public ZstdReadStream(ZstdLibrary library, Stream source)
    {
        _library = library;
        _source = source;
        _context = library.CreateDecompressor();
    }

    ~ZstdReadStream() => Free();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        if (buffer.IsEmpty)
            return 0;
        while (true)
        {
            if (_from == _to && !_insideFrame && !Fill())
                return 0;
            if (_from < _to || _insideFrame)
            {
                long hint = _library.Decompress(_context, _buffer.AsSpan(_from, _to - _from), buffer, out int read, out int written);
                _from += read;
                _insideFrame = hint != 0;
                if (written > 0)
                    return written;
            }
            if (_insideFrame && _from == _to && !Fill())
                throw new InvalidDataException("zstd: the data ends inside a frame.");
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Free();
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        _from = 0;
        _to = _source.Read(_buffer);
        return _to > 0;
    }

    private void Free()
    {
        if (_context != 0)
        {
            _library.FreeDecompressor(_context);
            _context = 0;
        }
    }
}
