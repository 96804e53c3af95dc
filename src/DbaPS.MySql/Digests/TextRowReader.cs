namespace DbaPS.MySql.Digests;

/// <summary>Reads what <see cref="TextRowWriter"/> writes, field by field, without the escapes.</summary>
internal sealed class TextRowReader(Stream source)
{
    private byte[] _buffer = new byte[1 << 17];
    private int _start;
    private int _end;
    private byte[] _field = new byte[256];

    /// <summary>The next field's bytes; valid until the next one is read.</summary>
    public ReadOnlyMemory<byte> Field { get; private set; }

    public bool IsNull { get; private set; }

    /// <summary>True where the row ends with this field.</summary>
    public bool EndsRow { get; private set; }

    /// <summary>Goes to the next field; false at the end of the file.</summary>
    /// <exception cref="FormatException">The file ends within a row.</exception>
    public bool Next()
    {
        var scanned = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOfAny((byte)'\t', (byte)'\n');
            if (at >= 0)
            {
                Take(scanned + at);
                return true;
            }
            scanned = _end - _start;
            if (!Fill())
            {
                return scanned == 0 ? false : throw new FormatException("The last row is cut off.");
            }
        }
    }

    private void Take(int length)
    {
        var raw = _buffer.AsSpan(_start, length);
        EndsRow = _buffer[_start + length] == '\n';
        IsNull = raw.SequenceEqual("\\N"u8);
        if (_field.Length < length)
        {
            _field = new byte[Math.Max(length, _field.Length * 2)];
        }
        var written = 0;
        while (!raw.IsEmpty)
        {
            var at = raw.IndexOf((byte)'\\');
            var plain = at < 0 || at + 1 == raw.Length ? raw : raw[..at];
            plain.CopyTo(_field.AsSpan(written));
            written += plain.Length;
            if (plain.Length == raw.Length)
            {
                break;
            }
            _field[written++] = raw[at + 1] switch { (byte)'t' => (byte)'\t', (byte)'n' => (byte)'\n', (byte)'0' => 0, var other => other };
            raw = raw[(at + 2)..];
        }
        Field = _field.AsMemory(0, IsNull ? 0 : written);
        _start += length + 1;
    }

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        }
        var read = source.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
