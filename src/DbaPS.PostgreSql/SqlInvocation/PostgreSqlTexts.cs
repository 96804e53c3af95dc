using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace DbaPS.PostgreSql.SqlInvocation;

/// <summary>Reads values from the text the server prints for them.</summary>
internal static class PostgreSqlTexts
{
    private static readonly NumberFormatInfo Symbols = NumberFormatInfo.InvariantInfo;
    private static readonly string[] MomentForms = ["yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFz", "yyyy-MM-dd HH:mm:ss.FFFFFFzz", "yyyy-MM-dd HH:mm:ss.FFFFFFzzz"];

    /// <summary>False for a number that decimal would round: more than 28 or 29 digits, NaN, an infinity.</summary>
    public static bool ToDecimal(string text, out decimal? value)
    {
        value = null;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed))
        {
            return false;
        }
        // 28 digits always fit; parsing rounds longer ones silently.
        if (text.Length > 28 && parsed.ToString(CultureInfo.InvariantCulture) != text)
        {
            return false;
        }
        value = parsed;
        return true;
    }

    public static bool ToUInt64(string text, out ulong? value)
    {
        var fits = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed);
        value = fits ? parsed : null;
        return fits;
    }

    public static bool ToBoolean(string text, out bool value)
    {
        value = text == "t";
        return text is "t" or "f";
    }

    public static bool ToInt16(string text, out short value) => short.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    public static bool ToInt32(string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    public static bool ToInt64(string text, out long value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    public static bool ToUInt32(string text, out uint value) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    public static bool ToSingle(string text, out float value) => float.TryParse(Infinite(text), NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    public static bool ToDouble(string text, out double value) => double.TryParse(Infinite(text), NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    public static bool ToGuid(string text, out Guid value) => Guid.TryParseExact(text, "D", out value);

    public static bool ToDate(string text, out DateOnly value) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    public static bool ToTime(string text, out TimeOnly value) => TimeOnly.TryParseExact(text, "HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    public static bool ToTimestamp(string text, out DateTime value) => DateTime.TryParseExact(text, MomentForms[0], CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    public static bool ToMoment(string text, out DateTimeOffset value) =>
        DateTimeOffset.TryParseExact(text, MomentForms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out value);

    public static bool ToBytes(string text, [NotNullWhen(true)] out byte[]? value)
    {
        value = text.StartsWith("\\x", StringComparison.Ordinal) ? Convert.FromHexString(text.AsSpan(2)) : null;
        return value is not null;
    }

    /// <summary>
    /// The elements of a one-dimensional array that counts from 1; null for NULL. False for any other array: its text alone
    /// says what it is.
    /// </summary>
    public static bool ToElements(string text, [NotNullWhen(true)] out List<string?>? elements)
    {
        elements = null;
        if (text.Length < 2 || text[0] != '{' || text[^1] != '}')
        {
            return false;
        }
        var found = new List<string?>();
        var element = new StringBuilder();
        for (var i = 1; i < text.Length - 1;)
        {
            if (text[i] == '{')
            {
                return false;
            }
            element.Clear();
            var quoted = text[i] == '"';
            for (i += quoted ? 1 : 0; quoted ? text[i] != '"' : text[i] is not (',' or '}'); i++)
            {
                i += text[i] == '\\' ? 1 : 0;
                element.Append(text[i]);
            }
            // Behind the closing quote and the comma.
            i += quoted ? 2 : 1;
            found.Add(!quoted && element.Equals("NULL") ? null : element.ToString());
        }
        elements = found;
        return true;
    }

    private static string Infinite(string text) => text switch
    {
        "Infinity" => Symbols.PositiveInfinitySymbol,
        "-Infinity" => Symbols.NegativeInfinitySymbol,
        _ => text,
    };
}
