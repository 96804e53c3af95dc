using System.Collections;
using System.Globalization;
using System.Text.Json;
using DbaPS.Errors;

namespace DbaPS.Sqlite.SqlInvocation;

/// <summary>
/// A parameter's value as one of SQLite's five types. Dates are texts of ISO 8601, which SQLite's functions read; a decimal is its
/// text, which keeps its digits; a list is JSON, for <c>IN (SELECT value FROM json_each(@list))</c>.
/// </summary>
internal static class SqliteValue
{
    /// <exception cref="DbaException">SQLite has no type for it.</exception>
    public static object? Of(string name, object? value) => value switch
    {
        null or DBNull => null,
        string or long or double or byte[] => value,
        bool flag => flag ? 1L : 0L,
        sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong number => number <= long.MaxValue ? (long)number : number.ToString(CultureInfo.InvariantCulture),
        float number => (double)number,
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString(moment.Kind == DateTimeKind.Utc ? "yyyy-MM-dd HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        Guid or char or Enum or Uri or Version or System.Net.IPAddress or System.Numerics.BigInteger => Convert.ToString(value, CultureInfo.InvariantCulture),
        IEnumerable list and not IDictionary => JsonSerializer.Serialize(list.Cast<object?>().Select(item => Of(name, item))),
        _ => throw new DbaException(DbaErrors.ParameterUnsupported(name, value.GetType(), "SQLite")),
    };
}
