using System.Data.Common;

namespace DbaPS.SqlInvocation;

/// <summary>Cells of a value type whose every value .NET has.</summary>
public sealed class ValueCell<T> : CellReader<T?>
    where T : struct
{
    private readonly Func<DbDataReader, int, T> _read;

    /// <param name="read">Reads a cell that is not NULL.</param>
    public ValueCell(int ordinal, Func<DbDataReader, int, T> read)
        : base(ordinal) => _read = read;

    public override bool TryRead(DbDataReader reader, out T? value)
    {
        value = reader.IsDBNull(Ordinal) ? null : _read(reader, Ordinal);
        return true;
    }
}
