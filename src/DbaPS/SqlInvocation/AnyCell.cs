using System.Data.Common;

namespace DbaPS.SqlInvocation;

/// <summary>A column whose cells have several types: from the first row on that did not fit its type.</summary>
internal sealed class AnyCell : CellReader<object?>
{
    private readonly CellReader _cells;

    public AnyCell(CellReader cells)
        : base(cells.Ordinal) => _cells = cells;

    public override bool TryRead(DbDataReader reader, out object? value)
    {
        value = _cells.Read(reader);
        return true;
    }
}
