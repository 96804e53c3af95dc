using System.Globalization;
using System.Text;

namespace DbaPS.Indexes;

/// <summary>Makes names for indexes nobody named.</summary>
public static class IndexNames
{
    /// <summary>
    /// <c>table_column_column_idx</c> (<c>_key</c> for a unique one; <c>expr</c> stands for an expression), cut to fit and
    /// numbered until nobody has it.
    /// </summary>
    /// <param name="columns">The keys' names; null for an expression.</param>
    /// <param name="isTaken">True for a name that the schema has.</param>
    /// <param name="maximumBytes">The longest name in bytes of UTF-8.</param>
    public static string Make(string table, IEnumerable<string?> columns, bool unique, Func<string, bool> isTaken, int maximumBytes)
    {
        var keys = string.Join('_', columns.Select(c => c ?? "expr"));
        for (var number = 0; ; number++)
        {
            var end = (unique ? "key" : "idx") + (number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture));
            var name = Fit(table, keys, end, maximumBytes);
            if (!isTaken(name))
            {
                return name;
            }
        }
    }

    /// <summary>Shortens the longer of table and keys, a character at a time, so that both stay recognisable.</summary>
    private static string Fit(string table, string keys, string end, int maximumBytes)
    {
        var room = maximumBytes - Bytes(end) - 2;
        while (Bytes(table) + Bytes(keys) > room)
        {
            if (Bytes(table) > Bytes(keys))
            {
                table = Shorter(table);
            }
            else
            {
                keys = Shorter(keys);
            }
        }
        return $"{table}_{keys}_{end}";
    }

    /// <summary>Without its last character, which may be two UTF-16 units.</summary>
    private static string Shorter(string text) => text[..^(text.Length > 1 && char.IsLowSurrogate(text[^1]) && char.IsHighSurrogate(text[^2]) ? 2 : 1)];

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
