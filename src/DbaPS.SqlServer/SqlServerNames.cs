namespace DbaPS.SqlServer;

/// <summary>Writes names and values into statements where parameters can't go.</summary>
internal static class SqlServerNames
{
    /// <summary>The longest name, in UTF-16 units; the server refuses longer ones.</summary>
    public const int MaximumLength = 128;

    /// <summary>A name in brackets, always: so no word is reserved and QUOTED_IDENTIFIER does not matter.</summary>
    /// <exception cref="ArgumentException">A name no server can hold: empty, or with a zero character in it.</exception>
    public static string Quote(string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A name has at least one character and no zero character.", nameof(name));
        }
        return $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";
    }

    /// <summary><c>[schema].[name]</c>.</summary>
    public static string Quote(string schema, string name) => $"{Quote(schema)}.{Quote(name)}";

    /// <summary>A text as a literal of Unicode.</summary>
    public static string Literal(string text) => $"N'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
