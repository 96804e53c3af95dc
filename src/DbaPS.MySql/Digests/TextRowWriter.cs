namespace DbaPS.MySql.Digests;

/// <summary>
/// Writes rows as LOAD DATA reads them by default: fields end in tabs and rows in line feeds, a backslash escapes, <c>\N</c> is NULL.
/// </summary>
internal sealed class TextRowWriter(Stream target)
{
    private const int ChunkSize = 1 << 17;

    private byte[] _buffer = new byte[ChunkSize * 2];
    private int _filled;
    private bool _begun;

    public void Add(ReadOnlySpan<byte> text, bool isNull)
    {
        Room((text.Length * 2) + 4);
        if (_begun)
        {
            _buffer[_filled++] = (byte)'\t';
        }
        _begun = true;
        if (isNull)
        {
            "\\N"u8.CopyTo(_buffer.AsSpan(_filled));
            _filled += 2;
            return;
        }
        while (!text.IsEmpty)
        {
            var at = text.IndexOfAny("\t\n\\\0"u8);
            var plain = at < 0 ? text : text[..at];
            plain.CopyTo(_buffer.AsSpan(_filled));
            _filled += plain.Length;
            if (at < 0)
            {
                return;
            }
            _buffer[_filled++] = (byte)'\\';
            _buffer[_filled++] = text[at] switch { (byte)'\t' => (byte)'t', (byte)'\n' => (byte)'n', 0 => (byte)'0', _ => (byte)'\\' };
            text = text[(at + 1)..];
        }
    }

    public void EndRow()
    {
        Room(1);
        _buffer[_filled++] = (byte)'\n';
        _begun = false;
        if (_filled >= ChunkSize)
        {
            Flush();
        }
    }

    public void Flush()
    {
        target.Write(_buffer, 0, _filled);
        _filled = 0;
    }

    private void Room(int size)
    {
        if (_buffer.Length - _filled >= size)
        {
            return;
        }
        Flush();
        if (_buffer.Length < size)
        {
            _buffer = new byte[size];
        }
    }
}
