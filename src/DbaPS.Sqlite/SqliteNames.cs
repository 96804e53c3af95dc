using DbaPS.Errors;

namespace DbaPS.Sqlite;

/// <summary>Identifiers and texts as SQL writes them.</summary>
internal static class SqliteNames
{
    private static readonly HashSet<string> Keywords = ReadKeywords();

    /// <summary>The identifier in double quotes.</summary>
    /// <exception cref="DbaException">No SQLite identifier can be so: it has a NUL or half a surrogate pair.</exception>
    public static string Quote(string name) => $"\"{Checked(name).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>As <see cref="Quote"/>, but bare where SQLite reads it so.</summary>
    public static string QuoteIfNeeded(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !Keywords.Contains(name) ? name : Quote(name);

    /// <summary><c>"schema"."name"</c>.</summary>
    public static string Qualify(string schema, string name) => $"{Quote(schema)}.{Quote(name)}";

    /// <summary>The text in single quotes, for statements that take no parameters.</summary>
    public static string Literal(string text) => $"'{Checked(text).Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Checked(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new DbaException(DbaErrors.InvalidParameter("Name", text.Replace('\0', '?'), "it contains a NUL character."));
        }
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                throw new DbaException(DbaErrors.InvalidParameter("Name", text, "it contains half a surrogate pair."));
            }
        }
        return text;
    }

    private static HashSet<string> ReadKeywords()
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < SqliteApi.sqlite3_keyword_count(); i++)
        {
            if (SqliteApi.sqlite3_keyword_name(i, out var word) == SqliteApi.SQLITE_OK)
            {
                words.Add(word);
            }
        }
        return words;
    }
}
