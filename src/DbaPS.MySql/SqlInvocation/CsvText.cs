using System.Data.Common;
using System.Globalization;
using DbaPS.MySql.Drivers;

namespace DbaPS.MySql.SqlInvocation;

/// <summary>Values as the server prints them; bytes as <c>\x</c> and hexadecimal digits, as in every file DbaPS writes.</summary>
internal static class CsvText
{
    /// <summary>How each column's cells, which are not NULL, become text.</summary>
    public static IReadOnlyList<Func<DbDataReader, int, string>> Of(DbDataReader reader, IMySqlDriver driver)
    {
        var cells = new Func<DbDataReader, int, string>[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = driver.TypeOf(reader, i) switch
            {
                MySqlColumnType.String => static (r, o) => r.GetString(o),
                MySqlColumnType.Bytes => static (r, o) => $"\\x{Convert.ToHexString((byte[])r.GetValue(o)).ToLowerInvariant()}",
                MySqlColumnType.Decimal => driver.DecimalAt,
                MySqlColumnType.Date => (r, o) => driver.MomentAt(r, o).ToDateText(),
                MySqlColumnType.DateTime or MySqlColumnType.Timestamp => (r, o) => driver.MomentAt(r, o).ToText(),
                MySqlColumnType.TimeSpan => static (r, o) => Time(r.GetFieldValue<TimeSpan>(o)),
                MySqlColumnType.Single => static (r, o) => r.GetFloat(o).ToString("R", CultureInfo.InvariantCulture),
                MySqlColumnType.Double => static (r, o) => r.GetDouble(o).ToString("R", CultureInfo.InvariantCulture),
                MySqlColumnType.Vector => static (r, o) => $"\\x{Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(((ReadOnlyMemory<float>)r.GetValue(o)).Span)).ToLowerInvariant()}",
                _ => static (r, o) => Convert.ToString(r.GetValue(o), CultureInfo.InvariantCulture) ?? "",
            };
        }
        return cells;
    }

    /// <summary><c>-838:59:59.5</c>: hours go on past the day.</summary>
    private static string Time(TimeSpan time)
    {
        var size = time.Duration();
        var text = string.Create(CultureInfo.InvariantCulture, $"{(time < TimeSpan.Zero ? "-" : "")}{(long)size.TotalHours:00}:{size.Minutes:00}:{size.Seconds:00}");
        var fraction = size.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        return fraction == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $".{fraction:000000}").TrimEnd('0');
    }
}
