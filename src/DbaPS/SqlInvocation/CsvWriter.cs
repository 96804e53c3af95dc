namespace DbaPS.SqlInvocation;

/// <summary>
/// Writes CSV as PostgreSQL's COPY does, so a file looks the same whichever way its rows came: LF at line ends, quotes only
/// where they are needed, NULL as an empty field, an empty text as <c>""</c>.
/// </summary>
public sealed class CsvWriter
{
    private const byte Quote = (byte)'"';
    private const int FlushAt = 1 << 16;

    private readonly Stream _stream;
    private readonly byte _delimiter;
    private byte[] _buffer = new byte[FlushAt * 2];
    private int _filled;
    private int _fields;
    private int _recordStart;

    /// <param name="delimiter">An ASCII character.</param>
    public CsvWriter(Stream stream, char delimiter)
    {
        _stream = stream;
        _delimiter = (byte)delimiter;
    }

    public long BytesWritten { get; private set; }

    public void WriteNull() => Separate(0);

    /// <param name="text">UTF-8.</param>
    public void Write(ReadOnlySpan<byte> text)
    {
        Separate((text.Length * 2) + 2);
        if (text.Length > 0 && text.IndexOfAny(_delimiter, Quote) < 0 && text.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            text.CopyTo(_buffer.AsSpan(_filled));
            _filled += text.Length;
            return;
        }
        _buffer[_filled++] = Quote;
        foreach (var letter in text)
        {
            if (letter == Quote)
            {
                _buffer[_filled++] = Quote;
            }
            _buffer[_filled++] = letter;
        }
        _buffer[_filled++] = Quote;
    }

    public void Write(string text)
    {
        Span<byte> small = stackalloc byte[256];
        if (text.Length * 3 <= small.Length)
        {
            Write(small[..System.Text.Encoding.UTF8.GetBytes(text, small)]);
            return;
        }
        Write(System.Text.Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Ends the record, and hands a full buffer to the stream.</summary>
    public ValueTask EndRecordAsync(CancellationToken cancellationToken)
    {
        // A lone \. would end the data for a server that reads the file back.
        if (_fields == 1 && _buffer.AsSpan(_recordStart, _filled - _recordStart).SequenceEqual("\\."u8))
        {
            _filled = _recordStart;
            "\"\\.\""u8.CopyTo(_buffer.AsSpan(_filled));
            _filled += 4;
        }
        _buffer[_filled++] = (byte)'\n';
        _fields = 0;
        _recordStart = _filled;
        return _filled >= FlushAt ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(_buffer.AsMemory(0, _filled), cancellationToken);
        BytesWritten += _filled;
        _filled = 0;
        _recordStart = 0;
    }

    /// <summary>Puts the delimiter before all fields but the first, and makes room: for the field and for the record's end.</summary>
    private void Separate(int room)
    {
        const int RecordEnd = 8;
        if (_buffer.Length - _filled < room + RecordEnd)
        {
            Array.Resize(ref _buffer, checked(Math.Max(_buffer.Length * 2, _filled + room + RecordEnd)));
        }
        if (_fields++ > 0)
        {
            _buffer[_filled++] = _delimiter;
        }
    }
}
