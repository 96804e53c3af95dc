using System.Data.Common;

namespace DbaPS.SqlInvocation;

/// <summary>A column that is not the server's: the same value in every row.</summary>
internal sealed class ConstantCell<T> : CellReader<T>
{
    private readonly T _value;

    public ConstantCell(T value)
        : base(-1) => _value = value;

    public override bool TryRead(DbDataReader reader, out T value)
    {
        value = _value;
        return true;
    }
}
