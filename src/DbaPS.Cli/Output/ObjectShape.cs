using System.Collections;
using System.Data;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace DbaPS.Cli.Output;

/// <summary>The named values of an object: its public properties, or the entries of a dictionary or a data row.</summary>
internal static class ObjectShape
{
    // Weak, since statements' row classes come and go.
    private static readonly ConditionalWeakTable<Type, PropertyInfo[]> Known = [];

    /// <summary>True for values that are one cell: numbers, texts, times and everything else without properties of its own.</summary>
    public static bool IsScalar(object item) =>
        item is string or IFormattable or bool or char or byte[] or Uri or Enum || PropertiesOf(item.GetType()).Length == 0;

    /// <summary>Names and values in order.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Read(object item)
    {
        switch (item)
        {
            case IReadOnlyDictionary<string, object?> map:
                return map;
            case IDictionary map:
                return map.Keys.Cast<object>().Select(k => KeyValuePair.Create(k.ToString()!, map[k]));
            case DataRow row:
                return row.Table.Columns.Cast<DataColumn>().Select(c => KeyValuePair.Create(c.ColumnName, (object?)row[c]));
            default:
                return PropertiesOf(item.GetType()).Select(p => KeyValuePair.Create(p.Name, p.GetValue(item)));
        }
    }

    /// <summary>The value of one name; null when the object has none of it.</summary>
    public static object? Get(object item, string name) => item switch
    {
        IReadOnlyDictionary<string, object?> map => map.GetValueOrDefault(name),
        IDictionary map => map[name],
        DataRow row => row.Table.Columns.Contains(name) ? row[name] : null,
        _ => Array.Find(PropertiesOf(item.GetType()), p => p.Name.Equals(name, StringComparison.Ordinal))?.GetValue(item),
    };

    private static PropertyInfo[] PropertiesOf(Type type) => Known.GetValue(type, static t =>
        [.. t.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetMethod!.IsPublic && p.GetIndexParameters().Length == 0 && !p.IsDefined(typeof(JsonIgnoreAttribute)))]);
}
