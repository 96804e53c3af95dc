using System.Data.Common;
using System.Data.SqlTypes;
using System.Globalization;
using DbaPS.SqlInvocation;

namespace DbaPS.SqlServer.SqlInvocation;

/// <summary>Cells as text that a load of the same file reads back as the same values.</summary>
internal static class CellText
{
    public static void Write(CsvWriter csv, CellReader cells, DbDataReader reader)
    {
        if (cells.Read(reader) is { } value)
        {
            csv.Write(Of(value));
        }
        else
        {
            csv.WriteNull();
        }
    }

    private static string Of(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "1" : "0",
        byte[] bytes => $@"\x{Convert.ToHexString(bytes).ToLowerInvariant()}",
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        SqlDecimal number => number.ToString(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
