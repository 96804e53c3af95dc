using System.Data.Common;
using System.Globalization;
using DbaPS.MySql.Drivers;
using DbaPS.SqlInvocation;

namespace DbaPS.MySql.SqlInvocation;

/// <summary>Which type of .NET a column has. What .NET can't hold (0000-00-00, decimals of 65 digits) comes as the text the server prints.</summary>
internal static class MySqlCells
{
    /// <summary>Digits that decimal holds whatever they are.</summary>
    private const int SafeDigits = 28;

    public static IReadOnlyList<SqlColumn> Of(DbDataReader reader, IMySqlDriver driver)
    {
        var columns = new SqlColumn[reader.FieldCount];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = new SqlColumn(reader.GetName(i), Cell(driver.TypeOf(reader, i), i, driver));
        }
        return columns;
    }

    private static CellReader Cell(MySqlColumnType type, int ordinal, IMySqlDriver driver) => type switch
    {
        MySqlColumnType.SByte => Value<sbyte>(ordinal),
        MySqlColumnType.Byte => Value<byte>(ordinal),
        MySqlColumnType.Int16 => Value<short>(ordinal),
        MySqlColumnType.UInt16 => Value<ushort>(ordinal),
        MySqlColumnType.Int32 => new ValueCell<int>(ordinal, static (r, i) => r.GetInt32(i)),
        MySqlColumnType.UInt32 => Value<uint>(ordinal),
        MySqlColumnType.Int64 => new ValueCell<long>(ordinal, static (r, i) => r.GetInt64(i)),
        MySqlColumnType.UInt64 => Value<ulong>(ordinal),
        MySqlColumnType.Single => new ValueCell<float>(ordinal, static (r, i) => r.GetFloat(i)),
        MySqlColumnType.Double => new ValueCell<double>(ordinal, static (r, i) => r.GetDouble(i)),
        MySqlColumnType.String => new ReferenceCell<string>(ordinal, static (r, i) => r.GetString(i)),
        MySqlColumnType.Bytes => new ReferenceCell<byte[]>(ordinal, static (r, i) => (byte[])r.GetValue(i)),
        MySqlColumnType.TimeSpan => Value<TimeSpan>(ordinal),
        MySqlColumnType.Decimal => new RangedCell<string, decimal?>(ordinal, driver.DecimalAt, ToDecimal, static text => text),
        MySqlColumnType.Date => new RangedCell<MySqlMoment, DateOnly?>(ordinal, driver.MomentAt, ToDate, static moment => moment.ToDateText()),
        MySqlColumnType.DateTime => new RangedCell<MySqlMoment, DateTime?>(ordinal, driver.MomentAt, ToDateTime, static moment => moment.ToText()),
        MySqlColumnType.Timestamp => new RangedCell<MySqlMoment, DateTimeOffset?>(ordinal, driver.MomentAt, ToTimestamp, static moment => moment.ToText()),
        MySqlColumnType.Vector => new ReferenceCell<float[]>(ordinal, static (r, i) => ((ReadOnlyMemory<float>)r.GetValue(i)).ToArray()),
        _ => new ReferenceCell<object>(ordinal, static (r, i) => r.GetValue(i)),
    };

    private static ValueCell<T> Value<T>(int ordinal)
        where T : struct => new(ordinal, static (r, i) => r.GetFieldValue<T>(i));

    /// <summary>False for a number that decimal would round.</summary>
    public static bool ToDecimal(string text, out decimal? value)
    {
        value = null;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed)
            || (text.Length > SafeDigits && parsed.ToString(CultureInfo.InvariantCulture) != text))
        {
            return false;
        }
        value = parsed;
        return true;
    }

    private static bool ToDate(MySqlMoment moment, out DateOnly? value)
    {
        value = moment.ToDateTime() is { } day ? DateOnly.FromDateTime(day) : null;
        return value is not null;
    }

    private static bool ToDateTime(MySqlMoment moment, out DateTime? value)
    {
        value = moment.ToDateTime();
        return value is not null;
    }

    private static bool ToTimestamp(MySqlMoment moment, out DateTimeOffset? value)
    {
        value = moment.ToDateTime() is { } found ? new DateTimeOffset(found, TimeSpan.Zero) : null;
        return value is not null;
    }
}
