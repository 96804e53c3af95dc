using System.Globalization;
using System.Numerics;
using DbaPS.Errors;

namespace DbaPS.MySql.SqlInvocation;

/// <summary>A parameter's value as the server takes it.</summary>
internal static class MySqlValue
{
    /// <exception cref="DbaException">The server has no type for it.</exception>
    public static object? Of(string name, object? value) => value switch
    {
        null or DBNull => null,
        char letter => letter.ToString(),
        DateTime { Kind: DateTimeKind.Local } local => local.ToUniversalTime(),
        // The session's time zone is UTC.
        DateTimeOffset moment => DateTime.SpecifyKind(moment.UtcDateTime, DateTimeKind.Unspecified),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToTimeSpan(),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        Guid id => id.ToString("D"),
        string or bool or sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal or byte[] or DateTime or TimeSpan => value,
        Enum item => item.ToString(),
        System.Net.IPAddress or Uri or Version => value.ToString(),
        _ => throw new DbaException(DbaErrors.ParameterUnsupported(name, value.GetType(), MySqlEngine.Name)),
    };
}
