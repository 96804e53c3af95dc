namespace DbaPS.Sqlite.Sql;

/// <summary>Cuts SQL into tokens as SQLite's own tokenizer does, as far as names, texts, comments and brackets need it.</summary>
internal static class SqliteTokens
{
    public static IEnumerable<SqliteToken> Read(string sql)
    {
        for (var at = 0; at < sql.Length;)
        {
            var (end, blank) = Next(sql, at);
            yield return new SqliteToken(sql, at, end, blank);
            at = end;
        }
    }

    private static (int End, bool Blank) Next(string sql, int at)
    {
        var c = sql[at];
        if (char.IsWhiteSpace(c))
        {
            return (While(sql, at, char.IsWhiteSpace), true);
        }
        if (c == '-' && Peek(sql, at) == '-')
        {
            var line = sql.IndexOf('\n', at);
            return (line < 0 ? sql.Length : line + 1, true);
        }
        if (c == '/' && Peek(sql, at) == '*')
        {
            var close = sql.IndexOf("*/", at + 2, StringComparison.Ordinal);
            return (close < 0 ? sql.Length : close + 2, true);
        }
        if (c is '\'' or '"' or '`')
        {
            return (Quoted(sql, at, c), false);
        }
        if (c == '[')
        {
            var close = sql.IndexOf(']', at);
            return (close < 0 ? sql.Length : close + 1, false);
        }
        return IsWord(c) ? (While(sql, at, IsWord), false) : (at + 1, false);
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || c > 0x7f;

    private static char Peek(string sql, int at) => at + 1 < sql.Length ? sql[at + 1] : '\0';

    private static int While(string sql, int at, Func<char, bool> holds)
    {
        while (at < sql.Length && holds(sql[at]))
        {
            at++;
        }
        return at;
    }

    private static int Quoted(string sql, int at, char quote)
    {
        for (var i = at + 1; i < sql.Length; i++)
        {
            if (sql[i] == quote)
            {
                if (Peek(sql, i) != quote)
                {
                    return i + 1;
                }
                i++;
            }
        }
        return sql.Length;
    }
}
