using DbaPS.Digests;

namespace DbaPS.MySql.Digests;

/// <summary>Makes a row's canonical bytes, and its key's, of its cells' texts. One instance serves all rows of a worker.</summary>
internal sealed class RowEncoder
{
    private readonly CanonicalRow _row = new();
    private readonly CanonicalRow _key = new();
    private readonly IReadOnlyList<DataColumn> _columns;
    private readonly int[] _keyColumns;
    private readonly (int Start, int End)[] _places;
    private int _column;

    public RowEncoder(TableShape table)
    {
        _columns = table.Columns;
        _keyColumns = [.. table.Key];
        _places = new (int, int)[_columns.Count];
    }

    public ReadOnlySpan<byte> Row => _row.Written;

    /// <summary>Empty without a key.</summary>
    public ReadOnlySpan<byte> Key => _key.Written;

    public void Begin()
    {
        _row.Begin();
        _column = 0;
    }

    /// <summary>The next cell.</summary>
    /// <exception cref="FormatException">It is not of its column's type.</exception>
    public void Add(ReadOnlySpan<byte> text, bool isNull)
    {
        var start = _row.Length;
        if (isNull)
        {
            _row.Null();
        }
        else
        {
            CellValues.Append(_row, _columns[_column], text);
        }
        _places[_column++] = (start, _row.Length);
    }

    /// <summary>After the last cell.</summary>
    public void End()
    {
        _key.Begin();
        foreach (var column in _keyColumns)
        {
            _key.Append(_row.Written[_places[column].Start.._places[column].End]);
        }
    }
}
