using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DbaPS.Presentation;

namespace DbaPS.Cli.Output;

/// <summary>One value as text: exact for files, rounded and on one line for people.</summary>
internal static class CellText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value without loss; null for NULL.</summary>
    public static string? Exact(object? value)
    {
        switch (value)
        {
            case null or DBNull: return null;
            case string text: return text;
            case DateTimeOffset time: return time.ToString("O", CultureInfo.InvariantCulture);
            case DateTime time: return time.ToString("O", CultureInfo.InvariantCulture);
            case DateOnly or TimeOnly: return ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture);
            case IFormattable formattable: return formattable.ToString(null, CultureInfo.InvariantCulture);
            case byte[] bytes: return Convert.ToBase64String(bytes);
        }
        var json = Json(value);
        return json.StartsWith('"') ? JsonSerializer.Deserialize<string>(json) : json;
    }

    /// <summary>The value for a table or a list; sizes and times in units people read.</summary>
    /// <param name="name">The property's name, which tells a size from a count.</param>
    public static string Short(string name, object? value) => value switch
    {
        null or DBNull => "",
        long size when IsSize(name) => Human.Size(size),
        double share when name.StartsWith("Share", StringComparison.Ordinal) => Human.Share(share),
        double number => number.ToString(Math.Abs(number) is >= 0.001 and < 1e9 ? "0.###" : "G5", CultureInfo.InvariantCulture),
        TimeSpan span => Human.Duration(span),
        DateTimeOffset time => Human.Time(time),
        string text => Human.OneLine(text),
        bool truth => truth ? "yes" : "no",
        byte[] bytes => $"0x{Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 16)))}{(bytes.Length > 16 ? "…" : "")}",
        IEnumerable items and not IDictionary => Human.OneLine(Join(name, items)),
        _ => Human.OneLine(ObjectShape.IsScalar(value) || value is IDictionary ? Exact(value) : Structure(value)),
    };

    /// <summary>A structure by its own words; where it has none (a record prints its type's name first), by its plain members.</summary>
    private static string Structure(object value)
    {
        var text = value.ToString() ?? "";
        return text.StartsWith(value.GetType().Name + " {", StringComparison.Ordinal) || text == value.GetType().FullName
            ? string.Join(", ", ObjectShape.Read(value).Where(m => m.Value is not null && ObjectShape.IsScalar(m.Value)).Select(m => $"{m.Key} {Short(m.Key, m.Value)}"))
            : text;
    }

    private static bool IsSize(string name) => name.EndsWith("Bytes", StringComparison.Ordinal) || name is "Size";

    private static string Join(string name, IEnumerable items)
    {
        var parts = items.Cast<object?>().Take(21).Select(i => Short(name, i)).ToList();
        return string.Join(", ", parts.Take(20)) + (parts.Count > 20 ? ", …" : "");
    }

    private static string Json(object value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            JsonText.Write(json, value);
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
