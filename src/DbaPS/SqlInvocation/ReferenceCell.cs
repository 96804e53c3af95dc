using System.Data.Common;

namespace DbaPS.SqlInvocation;

/// <summary>Cells of a class whose every value .NET has, such as texts.</summary>
public sealed class ReferenceCell<T> : CellReader<T?>
    where T : class
{
    private readonly Func<DbDataReader, int, T> _read;

    /// <param name="read">Reads a cell that is not NULL.</param>
    public ReferenceCell(int ordinal, Func<DbDataReader, int, T> read)
        : base(ordinal) => _read = read;

    public override bool TryRead(DbDataReader reader, out T? value)
    {
        value = reader.IsDBNull(Ordinal) ? null : _read(reader, Ordinal);
        return true;
    }
}
