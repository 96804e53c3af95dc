using System.Data.Common;
using System.Globalization;

namespace DbaPS.Sql;

/// <summary>Reads a row's columns by name and type, so that a script's column contract is visible where it is used.</summary>
public sealed class RowReader
{
    private readonly DbDataReader _reader;

    public RowReader(DbDataReader reader) => _reader = reader;

    public bool IsNull(string column) => _reader.IsDBNull(_reader.GetOrdinal(column));

    public string Text(string column) => TextOrNull(column) ?? "";

    public string? TextOrNull(string column) => Value(column) is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    public long Int64(string column) => Int64OrNull(column) ?? 0;

    public long? Int64OrNull(string column) => Value(column) is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    public byte[] Bytes(string column) => (byte[])Value(column)!;

    public double? DoubleOrNull(string column) => Value(column) is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;

    public bool Boolean(string column) => Value(column) is { } value && Convert.ToBoolean(value, CultureInfo.InvariantCulture);

    public bool? BooleanOrNull(string column) => IsNull(column) ? null : Boolean(column);

    /// <summary>A duration the script gives in milliseconds.</summary>
    public TimeSpan? Milliseconds(string column) => DoubleOrNull(column) is { } ms ? TimeSpan.FromMilliseconds(ms) : null;

    /// <summary>A moment, UTC.</summary>
    public DateTimeOffset? Moment(string column) => Value(column) switch
    {
        null => null,
        DateTimeOffset moment => moment.ToUniversalTime(),
        DateTime moment => new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc)),
        var other => DateTimeOffset.Parse(Convert.ToString(other, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
    };

    /// <summary>A list of texts: an array where the engine has them, otherwise one text with a separator.</summary>
    public IReadOnlyList<string> Texts(string column, char separator = '\n') => Value(column) switch
    {
        null => [],
        string[] texts => texts,
        var other => Convert.ToString(other, CultureInfo.InvariantCulture)!.Split(separator, StringSplitOptions.RemoveEmptyEntries),
    };

    private object? Value(string column)
    {
        var ordinal = _reader.GetOrdinal(column);
        return _reader.IsDBNull(ordinal) ? null : _reader.GetValue(ordinal);
    }
}
