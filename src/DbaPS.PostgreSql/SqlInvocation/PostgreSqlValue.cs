using System.Collections;
using System.Globalization;
using System.Numerics;
using DbaPS.Errors;

namespace DbaPS.PostgreSql.SqlInvocation;

/// <summary>
/// A parameter's value as the server takes it. Texts, and lists of them, go without a type, as a literal in quotes has none:
/// the server finds it from the place they stand in.
/// </summary>
/// <param name="Value">What the driver is given; null for NULL.</param>
/// <param name="IsUntyped">True for a text whose type the server shall find.</param>
internal sealed record PostgreSqlValue(object? Value, bool IsUntyped)
{
    /// <exception cref="DbaException">The server has no type for it.</exception>
    public static PostgreSqlValue Of(string name, object? value) => value switch
    {
        null or DBNull => new(null, false),
        string text => new(text, true),
        char letter => new(letter.ToString(), true),
        DateTime { Kind: DateTimeKind.Local } local => new(local.ToUniversalTime(), false),
        DateTimeOffset moment => new(moment.ToUniversalTime(), false),
        sbyte number => new((short)number, false),
        byte number => new((short)number, false),
        ushort number => new((int)number, false),
        uint number => new((long)number, false),
        ulong number => new((decimal)number, false),
        BigInteger number => new(number.ToString(CultureInfo.InvariantCulture), true),
        bool or short or int or long or float or double or decimal or Guid or byte[] or DateTime or DateOnly or TimeOnly or TimeSpan => new(value, false),
        Enum item => new(item.ToString(), true),
        IEnumerable list and not IDictionary => List(name, list),
        System.Net.IPAddress or Uri or Version => new(value.ToString(), true),
        _ => throw new DbaException(DbaErrors.ParameterUnsupported(name, value.GetType(), PostgreSqlEngine.Name)),
    };

    /// <summary>An array of one type goes typed; anything else as the text of an array, for the server to read.</summary>
    private static PostgreSqlValue List(string name, IEnumerable list)
    {
        var values = list.Cast<object?>().Select(item => Of(name, item)).ToList();
        var type = values.Select(v => v.Value?.GetType()).FirstOrDefault(t => t is not null);
        if (type is { IsValueType: true } && values.All(v => v.Value?.GetType() == type && !v.IsUntyped))
        {
            var array = Array.CreateInstance(type, values.Count);
            for (var i = 0; i < array.Length; i++)
            {
                array.SetValue(values[i].Value, i);
            }
            return new(array, false);
        }
        return new($"{{{string.Join(',', values.Select(v => Element(name, v.Value)))}}}", true);
    }

    private static string Element(string name, object? value) => value switch
    {
        null => "NULL",
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        bool flag => flag ? "t" : "f",
        DateTime moment => $"\"{moment.ToString(moment.Kind == DateTimeKind.Utc ? "yyyy-MM-dd HH:mm:ss.ffffff'+00'" : "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}\"",
        DateTimeOffset moment => $"\"{moment.ToString("yyyy-MM-dd HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture)}\"",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        byte[] bytes => $"\"\\\\x{Convert.ToHexString(bytes)}\"",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new DbaException(DbaErrors.ParameterUnsupported(name, value.GetType(), PostgreSqlEngine.Name)),
    };
}
