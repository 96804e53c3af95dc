namespace DbaPS.SqlInvocation;

/// <summary>
/// Reads CSV (RFC 4180, UTF-8) record by record as bytes: fields are parts of one buffer, valid until the next record is read.
/// Lines end in LF or CRLF; quoted fields may hold line breaks and doubled quotes. A BOM is skipped.
/// </summary>
public sealed class CsvReader
{
    private const byte Quote = (byte)'"';
    private const int InitialBuffer = 1 << 16;

    private readonly Stream _stream;
    private readonly byte _delimiter;
    private readonly List<(int Start, int Length, bool Quoted)> _fields = [];
    private readonly List<(int Start, int Length, int Field)> _undo = [];
    private byte[] _buffer = new byte[InitialBuffer];
    private int _next;
    private int _filled;
    private bool _ended;
    private bool _started;
    private long _nextLine = 1;

    /// <param name="delimiter">An ASCII character.</param>
    public CsvReader(Stream stream, char delimiter)
    {
        _stream = stream;
        _delimiter = (byte)delimiter;
    }

    /// <summary>The line the record begins on, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Bytes taken from the stream.</summary>
    public long BytesRead { get; private set; }

    public int Count => _fields.Count;

    /// <summary>A field's bytes, quotes undone.</summary>
    public ReadOnlySpan<byte> this[int field] => _buffer.AsSpan(_fields[field].Start, _fields[field].Length);

    /// <summary>True for an empty field without quotes.</summary>
    public bool IsNull(int field) => _fields[field] is { Length: 0, Quoted: false };

    /// <summary>A field as text.</summary>
    public string Text(int field) => System.Text.Encoding.UTF8.GetString(this[field]);

    /// <summary>Goes to the next record; false at the end of the file.</summary>
    /// <exception cref="CsvFormatException">A quote is not closed, or text follows a closing quote.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (!_started)
        {
            _started = true;
            await FillAsync(cancellationToken);
            _next = _buffer.AsSpan(0, _filled).StartsWith("\uFEFF"u8) ? 3 : 0;
        }
        while (!TryRead())
        {
            if (_ended)
            {
                return false;
            }
            await FillAsync(cancellationToken);
        }
        return true;
    }

    /// <summary>Moves what is left to the front, makes room, and reads on.</summary>
    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var left = _filled - _next;
        if (_next > 0)
        {
            Buffer.BlockCopy(_buffer, _next, _buffer, 0, left);
            _next = 0;
        }
        else if (left == _buffer.Length)
        {
            Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        }
        _filled = left;
        var read = await _stream.ReadAsync(_buffer.AsMemory(left), cancellationToken);
        _ended = read == 0;
        _filled += read;
        BytesRead += read;
    }

    /// <summary>Finds a whole record in the buffer; false when it is cut off there, or at the end of the file.</summary>
    private bool TryRead()
    {
        _fields.Clear();
        if (_next == _filled)
        {
            return false;
        }
        var line = _nextLine;
        for (var at = _next; ;)
        {
            var quoted = at < _filled && _buffer[at] == Quote;
            int start = at, length, end;
            if (quoted)
            {
                if (!FindClosingQuote(at, ref line, out end, out var doubled))
                {
                    return _ended ? throw new CsvFormatException(_nextLine, "a quote that begins on this line is not closed.") : false;
                }
                start = at + 1;
                length = end - start;
                if (doubled)
                {
                    _undo.Add((start, length, _fields.Count));
                }
                end++;
            }
            else
            {
                var found = _buffer.AsSpan(at, _filled - at).IndexOfAny(_delimiter, (byte)'\n');
                if (found < 0 && !_ended)
                {
                    _undo.Clear();
                    return false;
                }
                end = found < 0 ? _filled : at + found;
                length = end - start;
                if (length > 0 && _buffer[end - 1] == '\r' && (end == _filled || _buffer[end] == '\n'))
                {
                    length--;
                }
            }
            if (quoted && end < _filled && _buffer[end] == '\r' && (end + 1 < _filled ? _buffer[end + 1] == '\n' : _ended))
            {
                end++;
            }
            if (end == _filled && !_ended)
            {
                _undo.Clear();
                return false;
            }
            _fields.Add((start, length, quoted));
            if (end == _filled || _buffer[end] == '\n')
            {
                Complete(Math.Min(end + 1, _filled), line + 1);
                return true;
            }
            if (_buffer[end] != _delimiter)
            {
                if (quoted && _buffer[end] == '\r' && !_ended && end + 1 == _filled)
                {
                    _undo.Clear();
                    return false;
                }
                throw new CsvFormatException(line, $"field {_fields.Count} goes on after its closing quote.");
            }
            at = end + 1;
        }
    }

    private void Complete(int next, long nextLine)
    {
        foreach (var (start, length, field) in _undo)
        {
            // Doubled quotes become one, in place.
            var bytes = _buffer.AsSpan(start, length);
            var kept = 0;
            for (var i = 0; i < length; i++)
            {
                i += bytes[i] == Quote ? 1 : 0;
                bytes[kept++] = bytes[i];
            }
            _fields[field] = (start, kept, true);
        }
        _undo.Clear();
        Line = _nextLine;
        _nextLine = nextLine;
        _next = next;
    }

    private bool FindClosingQuote(int at, ref long line, out int end, out bool doubled)
    {
        doubled = false;
        for (end = at + 1; end < _filled; end += 2)
        {
            var found = _buffer.AsSpan(end, _filled - end).IndexOf(Quote);
            if (found < 0)
            {
                break;
            }
            line += _buffer.AsSpan(end, found).Count((byte)'\n');
            end += found;
            if (end + 1 < _filled ? _buffer[end + 1] != Quote : _ended)
            {
                return true;
            }
            if (end + 1 == _filled)
            {
                break;
            }
            doubled = true;
        }
        _undo.Clear();
        return false;
    }
}
