using System.Data.Common;

namespace DbaPS.SqlInvocation;

/// <summary>Reads one column's cells as <typeparamref name="T"/>, without boxing where T is a value.</summary>
public abstract class CellReader<T> : CellReader
{
    protected CellReader(int ordinal)
        : base(ordinal)
    {
    }

    public sealed override Type ValueType => typeof(T);

    /// <summary>The cell of the current row. False when it holds a value that T can't hold; <see cref="ReadMisfit"/> gives that.</summary>
    public abstract bool TryRead(DbDataReader reader, out T value);

    public sealed override object? Read(DbDataReader reader) => TryRead(reader, out var value) ? value : ReadMisfit(reader);

    /// <summary>The cell that T can't hold.</summary>
    protected virtual object? ReadMisfit(DbDataReader reader) => throw new InvalidOperationException($"{GetType().Name} reads every cell.");
}
