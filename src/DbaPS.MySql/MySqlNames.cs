using System.Text;

namespace DbaPS.MySql;

/// <summary>Writes names and values into statements where parameters can't go.</summary>
internal static class MySqlNames
{
    /// <summary>The longest name in characters; the server refuses longer ones.</summary>
    public const int MaximumLength = 64;

    /// <summary>A name in backticks, always: they mean the same under every sql_mode.</summary>
    /// <exception cref="ArgumentException">A name no server can hold: empty, or with a zero character in it.</exception>
    public static string Quote(string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A name has at least one character and no zero character.", nameof(name));
        }
        return $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";
    }

    /// <summary>A name as people write it: in backticks where it needs them.</summary>
    public static string QuoteIfNeeded(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$') && !name.All(char.IsAsciiDigit) ? name : Quote(name);

    /// <summary><c>`database`.`name`</c>.</summary>
    public static string Quote(string? database, string name) => database is null ? Quote(name) : $"{Quote(database)}.{Quote(name)}";

    /// <summary>A text as a literal that means the same whether or not a backslash escapes: with one in it, as hexadecimal digits.</summary>
    public static string Literal(string text) => text.AsSpan().IndexOfAny('\\', '\0') < 0
        ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'"
        : $"CONVERT(0x{Convert.ToHexString(Encoding.UTF8.GetBytes(text))} USING utf8mb4)";

    /// <summary><c>'user'@'host'</c> from CURRENT_USER()'s <c>user@host</c>; without a host, from anywhere.</summary>
    public static string Account(string login)
    {
        var at = login.LastIndexOf('@');
        return at < 0 ? $"{Part(login)}@'%'" : $"{Part(login[..at])}@{Part(login[(at + 1)..])}";

        // Names of accounts may stand in backticks too, where no backslash escapes.
        static string Part(string text) => text.Contains('\\', StringComparison.Ordinal) ? Quote(text) : Literal(text);
    }

    /// <summary>A database's name as a pattern that no other matches: in GRANT an underscore and a percent sign stand for others unless a backslash is before them.</summary>
    public static string Pattern(string database) =>
        database.Replace("\\", @"\\", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal);

    /// <summary>All of one database, for GRANT.</summary>
    public static string Everything(string database) => $"{Quote(Pattern(database))}.*";
}
