using System.Collections;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using DbaPS.Errors;

namespace DbaPS.SqlServer;

/// <summary>
/// A parameter's value in the widest of the server's types that keeps it whole: texts as nvarchar, moments as datetime2 or datetimeoffset
/// (the driver's own choice, datetime, rounds to 3 ms). A list is JSON, for <c>IN (SELECT value FROM OPENJSON(@list))</c>.
/// </summary>
internal static class SqlServerValue
{
    /// <exception cref="DbaException">There is no type for it.</exception>
    public static void Set(DbParameter parameter, string name, object? value)
    {
        parameter.ParameterName = $"@{name}";
        (DbType? type, object? sent) = value switch
        {
            null or DBNull => (null, DBNull.Value),
            string or char => (DbType.String, Convert.ToString(value, CultureInfo.InvariantCulture)),
            bool or byte or short or int or long or float or double or Guid or byte[] => ((DbType?)null, value),
            sbyte small => (DbType.Int16, (short)small),
            ushort number => (DbType.Int32, (int)number),
            uint number => (DbType.Int64, (long)number),
            ulong number => (DbType.Decimal, (decimal)number),
            decimal => (DbType.Decimal, value),
            BigInteger number => (DbType.String, number.ToString(CultureInfo.InvariantCulture)),
            DateTime moment => (DbType.DateTime2, moment),
            DateTimeOffset moment => (DbType.DateTimeOffset, moment),
            DateOnly day => (DbType.Date, day.ToDateTime(TimeOnly.MinValue)),
            TimeOnly time => (DbType.Time, time.ToTimeSpan()),
            TimeSpan span when span >= TimeSpan.Zero && span < TimeSpan.FromDays(1) => (DbType.Time, span),
            TimeSpan span => (DbType.String, span.ToString("c", CultureInfo.InvariantCulture)),
            Enum or Uri or Version or System.Net.IPAddress => (DbType.String, value.ToString()),
            IEnumerable list and not IDictionary => (DbType.String, JsonSerializer.Serialize(list.Cast<object?>())),
            _ => throw new DbaException(DbaErrors.ParameterUnsupported(name, value.GetType(), SqlServerEngine.Name)),
        };
        if (type is { } known)
        {
            parameter.DbType = known;
        }
        parameter.Value = sent ?? DBNull.Value;
    }
}
