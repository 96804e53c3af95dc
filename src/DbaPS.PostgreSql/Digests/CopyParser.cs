using System.Runtime.CompilerServices;
using DbaPS.Digests;

namespace DbaPS.PostgreSql.Digests;

/// <summary>
/// Cuts a COPY stream into rows and hands each on in canonical form. One for each stream; the buffers are kept, so a row costs no allocation.
/// Not safe for several threads.
/// </summary>
internal abstract class CopyParser
{
    private readonly IRowSink _sink;
    private readonly int[] _keyColumns;
    private readonly int[] _keyPlace;
    private readonly (int Start, int End)[] _keySpans;
    private readonly CanonicalRow _key = new(64);

    /// <param name="columns">The types of the stream's columns.</param>
    /// <param name="keyColumns">The places of the key's columns in the stream, in the key's order; none without a key.</param>
    protected CopyParser(IReadOnlyList<ValueType> columns, IReadOnlyList<int> keyColumns, IRowSink sink)
    {
        _sink = sink;
        _keyColumns = [.. keyColumns];
        _keySpans = new (int, int)[_keyColumns.Length];
        _keyPlace = new int[columns.Count];
        Array.Fill(_keyPlace, -1);
        for (int i = 0; i < _keyColumns.Length; i++)
            _keyPlace[_keyColumns[i]] = i;
        Columns = [.. columns];
    }

    /// <summary>True once the stream's own end mark was read. A text stream has none.</summary>
    public bool Ended { get; protected set; }

    /// <summary>Rows handed on.</summary>
    public long Rows { get; private set; }

    protected ValueType[] Columns { get; }

    protected CanonicalRow Row { get; } = new(4096);

    /// <summary>Reads all whole rows in the buffer.</summary>
    /// <returns>How many bytes were used; the rest must come again with more behind it.</returns>
    /// <exception cref="FormatException">Not a stream of these columns.</exception>
    public abstract int Consume(ReadOnlySpan<byte> buffer);

    /// <summary>Holds that the stream ended where a row ended.</summary>
    /// <param name="left">Bytes that were not used.</param>
    public abstract void Finish(int left);

    /// <summary>The parser for a format.</summary>
    public static CopyParser Create(bool binary, IReadOnlyList<ValueType> columns, IReadOnlyList<int> keyColumns, IRowSink sink) =>
        binary ? new BinaryCopyParser(columns, keyColumns, sink) : new TextCopyParser(columns, keyColumns, sink);

    /// <summary>Notes where a column's value begins and ends in the row; called for each column.</summary>
    protected void Column(int column, int start)
    {
        int place = _keyPlace[column];
        if (place >= 0)
            _keySpans[place] = (start, Row.Length);
    }

    /// <summary>Hands the row on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected void EndRow()
    {
        Rows++;
        ReadOnlySpan<byte> row = Row.Written;
        if (_keySpans.Length == 0)
        {
            _sink.Add(row, default);
        }
        else if (_keySpans.Length == 1)
        {
            _sink.Add(row, row[_keySpans[0].Start.._keySpans[0].End]);
        }
        else
        {
            _key.Begin();
            foreach ((int start, int end) in _keySpans)
                _key.Append(row[start..end]);
            _sink.Add(row, _key.Written);
        }
    }
}
