using System.Text;

namespace DbaPS.PostgreSql;

/// <summary>Writes names and values into statements where parameters can't go.</summary>
internal static class PostgreSqlNames
{
    /// <summary>The longest name in bytes of UTF-8; the server cuts longer ones off.</summary>
    public const int MaximumBytes = 63;

    /// <summary>A name in double quotes, always: so case is kept and no word is reserved.</summary>
    /// <exception cref="ArgumentException">A name no server can hold: empty, or with a zero character in it.</exception>
    public static string Quote(string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A name has at least one character and no zero character.", nameof(name));
        }
        return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary><c>"schema"."name"</c>.</summary>
    public static string Quote(string schema, string name) => $"{Quote(schema)}.{Quote(name)}";

    /// <summary>A text as a literal. One with a backslash is written in the form that means the same under every setting.</summary>
    /// <exception cref="ArgumentException">The text has a zero character, which PostgreSQL can't hold.</exception>
    public static string Literal(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("PostgreSQL's texts hold no zero character.", nameof(text));
        }
        var doubled = text.Replace("'", "''", StringComparison.Ordinal);
        return doubled.Contains('\\', StringComparison.Ordinal) ? $"E'{doubled.Replace("\\", "\\\\", StringComparison.Ordinal)}'" : $"'{doubled}'";
    }

    /// <summary>True when the server keeps the name whole.</summary>
    public static bool Fits(string name) => Encoding.UTF8.GetByteCount(name) <= MaximumBytes;
}
