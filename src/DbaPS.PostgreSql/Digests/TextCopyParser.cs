using System.Runtime.CompilerServices;

namespace DbaPS.PostgreSql.Digests;

/// <summary>COPY … (FORMAT text) in UTF-8: PostgreSQL's manual, COPY, "Text Format".</summary>
internal sealed class TextCopyParser : CopyParser
{
    private byte[] _field = new byte[4096];

    public TextCopyParser(IReadOnlyList<ValueType> columns, IReadOnlyList<int> keyColumns, IRowSink sink)
        : base(columns, keyColumns, sink)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Consume(ReadOnlySpan<byte> buffer)
    {
        int at = 0;
        while (true)
        {
            // A newline inside a value is written as backslash and n, so a bare one ends the row.
            int length = buffer[at..].IndexOf((byte)'\n');
            if (length < 0)
                return at;
            ReadRow(buffer.Slice(at, length));
            at += length + 1;
        }
    }

    public override void Finish(int left)
    {
        if (left > 0)
            throw new FormatException("The COPY stream is cut short: its last row has no end.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadRow(ReadOnlySpan<byte> line)
    {
        Row.Begin();
        int column = 0;
        bool more = Columns.Length > 0;
        if (!more && !line.IsEmpty)
            throw WrongCount(1);
        while (more)
        {
            int tab = line.IndexOf((byte)'\t');
            more = tab >= 0;
            ReadOnlySpan<byte> field = more ? line[..tab] : line;
            if (column == Columns.Length)
                throw WrongCount(column + 1);
            int start = Row.Length;
            if (field.SequenceEqual("\\N"u8))
                Row.Null();
            else
                TextValues.Append(Row, Columns[column], field.Contains((byte)'\\') ? Unescape(field) : field);
            Column(column++, start);
            line = more ? line[(tab + 1)..] : default;
        }
        if (column != Columns.Length)
            throw WrongCount(column);
        EndRow();
    }

    private FormatException WrongCount(int found) => new($"A row of the COPY stream has {found} columns instead of {Columns.Length}.");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> field)
    {
        if (_field.Length < field.Length)
            _field = new byte[Math.Max(field.Length, 2 * _field.Length)];
        int to = 0;
        for (int i = 0; i < field.Length; i++)
        {
            byte c = field[i];
            if (c == '\\')
            {
                if (++i == field.Length)
                    throw new FormatException("A value in the COPY stream ends with a lone backslash.");
                c = field[i] switch
                {
                    (byte)'b' => 8,
                    (byte)'t' => 9,
                    (byte)'n' => 10,
                    (byte)'v' => 11,
                    (byte)'f' => 12,
                    (byte)'r' => 13,
                    var other => other,
                };
            }
            _field[to++] = c;
        }
        return _field.AsSpan(0, to);
    }
}
