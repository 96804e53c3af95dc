using System.Text.Json;
using DbaPS.Connections;

namespace DbaPS.Cli.Binding;

/// <summary>Turns a property of a JSON object into the type its parameter has.</summary>
internal static class JsonValues
{
    // Standard input is not seen by others, so an address there may carry its password.
    private static readonly ValueReader Reader = new(_ => null);

    /// <exception cref="UsageException">The value does not fit.</exception>
    public static object? Read(Parameter parameter, JsonElement value)
    {
        if (parameter.IsMap)
        {
            return value.EnumerateObject().ToDictionary(p => p.Name, p => Plain(p.Value), StringComparer.OrdinalIgnoreCase);
        }
        if (parameter.IsList)
        {
            var items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().AsEnumerable() : [value];
            return ValueReader.ToList(parameter, items.Select(i => ReadOne(parameter, i)));
        }
        return ReadOne(parameter, value);
    }

    private static object? ReadOne(Parameter parameter, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            throw new UsageException($"its {parameter.Name} is not a single value.");
        }
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return parameter.ValueType == typeof(ServerTarget) ? new ServerTarget(text) : Reader.ReadOne(parameter, text);
    }

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDecimal(),
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
