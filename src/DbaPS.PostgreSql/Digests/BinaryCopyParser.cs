using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace DbaPS.PostgreSql.Digests;

/// <summary>COPY … (FORMAT binary): PostgreSQL's manual, COPY, "Binary Format".</summary>
internal sealed class BinaryCopyParser : CopyParser
{
    private const int HeaderSize = 19;

    private bool _started;

    public BinaryCopyParser(IReadOnlyList<ValueType> columns, IReadOnlyList<int> keyColumns, IRowSink sink)
        : base(columns, keyColumns, sink)
    {
    }

    private static ReadOnlySpan<byte> Signature => "PGCOPY"u8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Consume(ReadOnlySpan<byte> buffer)
    {
        int at = 0;
        if (!_started && !TryHeader(buffer, ref at))
            return 0;
        while (!Ended)
        {
            int length = RowLength(buffer[at..]);
            if (length < 0)
                break;
            if (!Ended)
                ReadRow(buffer.Slice(at, length));
            at += length;
        }
        if (Ended && at < buffer.Length)
            throw new FormatException("The COPY stream goes on after its end mark.");
        return at;
    }

    public override void Finish(int left)
    {
        if (!Ended || left > 0)
            throw new FormatException("The COPY stream is cut short: its end mark is missing.");
    }

    private bool TryHeader(ReadOnlySpan<byte> buffer, ref int at)
    {
        if (buffer.Length < HeaderSize)
            return false;
        if (!buffer.StartsWith(Signature) || buffer[6] != '\n' || buffer[7] != 0xff || buffer[8] != '\r' || buffer[9] != '\n' || buffer[10] != 0)
            throw new FormatException("This is not a binary COPY stream.");
        if (BinaryPrimitives.ReadInt32BigEndian(buffer[11..]) != 0)
            throw new FormatException("The binary COPY stream has flags this program does not know.");
        int extension = BinaryPrimitives.ReadInt32BigEndian(buffer[15..]);
        if (extension < 0 || buffer.Length - HeaderSize < extension)
            return false;
        at = HeaderSize + extension;
        _started = true;
        return true;
    }

    /// <summary>The whole row's length in bytes; -1 when it is not all there. Sees the end mark too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int RowLength(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length < 2)
            return -1;
        short fields = BinaryPrimitives.ReadInt16BigEndian(buffer);
        if (fields == -1)
        {
            Ended = true;
            return 2;
        }
        if (fields != Columns.Length)
            throw new FormatException($"A row of the COPY stream has {fields} columns instead of {Columns.Length}.");
        int at = 2;
        for (int i = 0; i < fields; i++)
        {
            if (buffer.Length - at < 4)
                return -1;
            int length = BinaryPrimitives.ReadInt32BigEndian(buffer[at..]);
            at += 4;
            if (length > 0)
            {
                if (buffer.Length - at < length)
                    return -1;
                at += length;
            }
        }
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadRow(ReadOnlySpan<byte> row)
    {
        Row.Begin();
        int at = 2;
        ValueType[] columns = Columns;
        for (int i = 0; i < columns.Length; i++)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(row[at..]);
            at += 4;
            int start = Row.Length;
            if (length < 0)
            {
                Row.Null();
            }
            else
            {
                BinaryValues.Append(Row, columns[i], row.Slice(at, length));
                at += length;
            }
            Column(i, start);
        }
        EndRow();
    }
}
