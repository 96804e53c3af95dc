using System.Collections;
using System.Data;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using DbaPS.Connections;
using DbaPS.Engines;

namespace DbaPS.Cli.Output;

/// <summary>
/// Results as JSON. Sizes stay bytes, times are ISO 8601 in UTC, durations are <c>[d.]hh:mm:ss[.fffffff]</c>, bytes are base64,
/// what JSON's numbers can't say (NaN, infinity) is text, and a server is its address, so that a next command can bind it.
/// </summary>
internal static class JsonText
{
    private const int MaximumDepth = 16;

    public static void Write(Utf8JsonWriter json, object? value) => Write(json, value, 0);

    private static void Write(Utf8JsonWriter json, object? value, int depth)
    {
        switch (value)
        {
            case null or DBNull: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): json.WriteNumberValue(number); break;
            case short or byte or sbyte or ushort or uint: json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case ulong number: json.WriteNumberValue(number); break;
            case BigInteger number: json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case DateTimeOffset time: json.WriteStringValue(time); break;
            case DateTime time: json.WriteStringValue(time); break;
            case DateOnly or TimeOnly: json.WriteStringValue(CellText.Exact(value)); break;
            case TimeSpan span: json.WriteStringValue(span.ToString("c", CultureInfo.InvariantCulture)); break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case Enum or EngineId or ServerVersion or ServerReference or ServerTarget or Secret or Uri or DbaCredential: json.WriteStringValue(value.ToString()); break;
            case Type type: json.WriteStringValue(type.Name); break;
            case IFormattable formattable: json.WriteStringValue(formattable.ToString(null, CultureInfo.InvariantCulture)); break;
            case Exception failure: json.WriteStringValue(failure.Message); break;
            default: WriteStructure(json, value, depth); break;
        }
    }

    private static void WriteStructure(Utf8JsonWriter json, object value, int depth)
    {
        if (depth > MaximumDepth)
        {
            json.WriteStringValue(value.ToString());
        }
        else if (value is DataTable table)
        {
            WriteItems(json, table.Rows, depth);
        }
        else if (value is IEnumerable items and not IDictionary and not IReadOnlyDictionary<string, object?>)
        {
            WriteItems(json, items, depth);
        }
        else if (ObjectShape.IsScalar(value) && value is not IDictionary and not IReadOnlyDictionary<string, object?>)
        {
            json.WriteStringValue(value.ToString());
        }
        else
        {
            json.WriteStartObject();
            foreach (var (name, member) in ObjectShape.Read(value))
            {
                json.WritePropertyName(name);
                Write(json, member, depth + 1);
            }
            json.WriteEndObject();
        }
    }

    private static void WriteItems(Utf8JsonWriter json, IEnumerable items, int depth)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(json, item, depth + 1);
        }
        json.WriteEndArray();
    }
}
