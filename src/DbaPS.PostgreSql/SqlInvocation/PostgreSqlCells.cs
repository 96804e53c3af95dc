using System.Data.Common;
using DbaPS.SqlInvocation;

namespace DbaPS.PostgreSql.SqlInvocation;

/// <summary>
/// Which type of .NET a column has, and how its cells travel: what the table below has no line for, and what .NET can't hold,
/// comes as the text the server prints.
/// </summary>
internal sealed class PostgreSqlCells
{
    private static readonly PostgreSqlCells Anything = new(isBinary: false, static i => new ReferenceCell<string>(i, Text));

    /// <summary>By the type's OID, which is the same on every server for the built-in ones (pg_type.dat).</summary>
    private static readonly Dictionary<uint, PostgreSqlCells> Known = new()
    {
        [16] = Binary(static (r, i) => r.GetBoolean(i)),
        [17] = new(isBinary: true, static i => new ReferenceCell<byte[]>(i, static (r, o) => r.GetFieldValue<byte[]>(o))),
        [20] = Binary(static (r, i) => r.GetInt64(i)),
        [21] = Binary(static (r, i) => r.GetInt16(i)),
        [23] = Binary(static (r, i) => r.GetInt32(i)),
        [26] = Binary(static (r, i) => r.GetFieldValue<uint>(i)), // oid
        [700] = Binary(static (r, i) => r.GetFloat(i)),
        [701] = Binary(static (r, i) => r.GetDouble(i)),
        [1082] = new(isBinary: true, static i => new RangedCell<int, DateOnly?>(i, static (r, o) => r.GetFieldValue<int>(o), PostgreSqlTimes.ToDate, PostgreSqlTimes.DateText)),
        [1083] = Ranged<TimeOnly?>(PostgreSqlTimes.ToTime, PostgreSqlTimes.TimeText),
        [1114] = Ranged<DateTime?>(PostgreSqlTimes.ToTimestamp, PostgreSqlTimes.TimestampText),
        [1184] = Ranged<DateTimeOffset?>(PostgreSqlTimes.ToMoment, PostgreSqlTimes.MomentText),
        [1186] = Parsed<TimeSpan?>(PostgreSqlTimes.ToTimeSpan),
        [1700] = Parsed<decimal?>(PostgreSqlTexts.ToDecimal),
        [2278] = new(isBinary: false, static i => new RangedCell<string, string>(i, Text, NoValue, static t => t)), // void
        [2950] = Binary(static (r, i) => r.GetGuid(i)),
        [5069] = Parsed<ulong?>(PostgreSqlTexts.ToUInt64), // xid8
    };

    /// <summary>Arrays, by the OID of their elements' type.</summary>
    private static readonly Dictionary<uint, PostgreSqlCells> KnownArrays = new()
    {
        [16] = Array<bool>(PostgreSqlTexts.ToBoolean),
        [17] = Parsed<byte[]?[]>(ToByteArrays),
        [20] = Array<long>(PostgreSqlTexts.ToInt64),
        [21] = Array<short>(PostgreSqlTexts.ToInt16),
        [23] = Array<int>(PostgreSqlTexts.ToInt32),
        [26] = Array<uint>(PostgreSqlTexts.ToUInt32),
        [700] = Array<float>(PostgreSqlTexts.ToSingle),
        [701] = Array<double>(PostgreSqlTexts.ToDouble),
        [1082] = Array<DateOnly>(PostgreSqlTexts.ToDate),
        [1083] = Array<TimeOnly>(PostgreSqlTexts.ToTime),
        [1114] = Array<DateTime>(PostgreSqlTexts.ToTimestamp),
        [1184] = Array<DateTimeOffset>(PostgreSqlTexts.ToMoment),
        [1186] = Array(Required<TimeSpan>(PostgreSqlTimes.ToTimeSpan)),
        [1700] = Array(Required<decimal>(PostgreSqlTexts.ToDecimal)),
        [2950] = Array<Guid>(PostgreSqlTexts.ToGuid),
        [5069] = Array(Required<ulong>(PostgreSqlTexts.ToUInt64)),
        [603] = Anything, // box: its arrays have another separator
    };

    private static readonly PostgreSqlCells TextArray = Parsed<string?[]>(ToTexts);

    private readonly Func<int, CellReader> _make;

    private PostgreSqlCells(bool isBinary, Func<int, CellReader> make)
    {
        IsBinary = isBinary;
        _make = make;
    }

    private delegate bool TextConverter<T>(string text, out T value);

    /// <summary>How the server has to send the column.</summary>
    public bool IsBinary { get; }

    /// <param name="element">The element type's OID; null where the type is no array.</param>
    public static PostgreSqlCells Of(uint type, uint? element) => element is { } of
        ? KnownArrays.GetValueOrDefault(of, TextArray)
        : Known.GetValueOrDefault(type, Anything);

    public CellReader At(int ordinal) => _make(ordinal);

    private static string Text(DbDataReader reader, int ordinal) => reader.GetString(ordinal);

    private static PostgreSqlCells Binary<T>(Func<DbDataReader, int, T> read)
        where T : struct => new(isBinary: true, i => new ValueCell<T>(i, read));

    private static PostgreSqlCells Ranged<T>(RangedCell<long, T>.Converter convert, Func<long, string> text) =>
        new(isBinary: true, i => new RangedCell<long, T>(i, static (r, o) => r.GetInt64(o), convert, text));

    private static PostgreSqlCells Parsed<T>(RangedCell<string, T>.Converter convert) =>
        new(isBinary: false, i => new RangedCell<string, T>(i, Text, convert, static t => t));

    private static TextConverter<T> Required<T>(RangedCell<string, T?>.Converter convert)
        where T : struct => (string text, out T value) =>
    {
        var fits = convert(text, out var found);
        value = found.GetValueOrDefault();
        return fits;
    };

    private static PostgreSqlCells Array<T>(TextConverter<T> convert)
        where T : struct => Parsed<T?[]>((string text, out T?[]? values) =>
    {
        values = null;
        if (!PostgreSqlTexts.ToElements(text, out var elements))
        {
            return false;
        }
        var converted = new T?[elements.Count];
        for (var i = 0; i < converted.Length; i++)
        {
            if (elements[i] is { } element)
            {
                if (!convert(element, out var value))
                {
                    return false;
                }
                converted[i] = value;
            }
        }
        values = converted;
        return true;
    });

    private static bool ToTexts(string text, out string?[]? values)
    {
        values = PostgreSqlTexts.ToElements(text, out var elements) ? [.. elements] : null;
        return values is not null;
    }

    private static bool ToByteArrays(string text, out byte[]?[]? values)
    {
        values = null;
        if (!PostgreSqlTexts.ToElements(text, out var elements))
        {
            return false;
        }
        values = [.. elements.Select(e => e is not null && PostgreSqlTexts.ToBytes(e, out var bytes) ? bytes : null)];
        return true;
    }

    /// <summary>A function without a result prints an empty text; it has no value.</summary>
    private static bool NoValue(string text, out string? value)
    {
        value = null;
        return true;
    }
}
