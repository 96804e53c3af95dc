using System.Data.Common;

namespace DbaPS.SqlInvocation;

/// <summary>Cells that travel as <typeparamref name="TRaw"/> and mean a <typeparamref name="T"/>, except those outside its range.</summary>
/// <typeparam name="TRaw">What the driver hands over: a number of microseconds, the server's text.</typeparam>
/// <typeparam name="T">What the property has: a class or a nullable value.</typeparam>
public sealed class RangedCell<TRaw, T> : CellReader<T?>
{
    private readonly Func<DbDataReader, int, TRaw> _read;
    private readonly Converter _convert;
    private readonly Func<TRaw, object?> _misfit;

    /// <param name="misfit">What a value outside the range comes as: usually its text.</param>
    public RangedCell(int ordinal, Func<DbDataReader, int, TRaw> read, Converter convert, Func<TRaw, object?> misfit)
        : base(ordinal)
    {
        _read = read;
        _convert = convert;
        _misfit = misfit;
    }

    /// <summary>False when the raw value is outside the range of T.</summary>
    public delegate bool Converter(TRaw raw, out T? value);

    public override bool TryRead(DbDataReader reader, out T? value)
    {
        if (reader.IsDBNull(Ordinal))
        {
            value = default;
            return true;
        }
        return _convert(_read(reader, Ordinal), out value);
    }

    protected override object? ReadMisfit(DbDataReader reader) => _misfit(_read(reader, Ordinal));
}
