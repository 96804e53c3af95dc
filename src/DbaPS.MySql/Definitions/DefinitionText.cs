using System.Text;
using System.Text.RegularExpressions;
using DbaPS.Sql;

namespace DbaPS.MySql.Definitions;

/// <summary>What is looked up and changed in the text of a definition.</summary>
internal static partial class DefinitionText
{
    /// <summary>The statement for a database of another name: what names the old one where the server wrote it names the new one.</summary>
    /// <remarks>The body of a routine, a trigger or an event is its author's and stays as it is; see <see cref="Names"/>.</remarks>
    public static string Rename(Definition definition, string from, string to)
    {
        if (definition.Kind is not ("table" or "view" or "trigger" or "grant"))
        {
            return definition.Sql;
        }
        var sql = definition.Sql;
        var tokens = Tokens(definition);
        var text = new StringBuilder();
        var done = 0;
        var end = definition.Kind == "trigger" ? BodyOf(sql, tokens) : tokens.Count;
        for (var i = 0; i + 1 < end; i++)
        {
            if (!IsQualifier(definition, tokens, i, from) || (definition.Kind == "view" && !IsOfDatabase(sql, tokens, i)))
            {
                continue;
            }
            text.Append(sql, done, tokens[i].Start - done);
            if (definition.Kind == "trigger")
            {
                // It is made in the database the session is in.
                done = tokens[i + 1].End;
                continue;
            }
            // In a grant on all of a database its name is a pattern.
            var isPattern = definition.Kind == "grant" && i + 2 < tokens.Count && sql[tokens[i + 2].Start] == '*';
            text.Append(MySqlNames.Quote(isPattern ? MySqlNames.Pattern(to) : to));
            done = tokens[i].End;
        }
        return text.Append(sql, done, sql.Length - done).ToString();
    }

    /// <summary>True where an author's text names a database itself, so that it works there wherever the object is.</summary>
    public static bool Names(Definition definition, string database)
    {
        if (definition.Kind is not ("function" or "procedure" or "package" or "package body" or "trigger" or "event"))
        {
            return false;
        }
        var tokens = Tokens(definition);
        var from = definition.Kind == "trigger" ? BodyOf(definition.Sql, tokens) : 0;
        return Enumerable.Range(from, Math.Max(0, tokens.Count - 1 - from)).Any(i => IsQualifier(definition, tokens, i, database));
    }

    /// <summary>The DEFINER clause and its account; null without one.</summary>
    public static (string Clause, string Account)? Definer(Definition definition)
    {
        if (definition.Kind is "table" or "sequence" or "grant")
        {
            return null;
        }
        var sql = definition.Sql;
        var tokens = Tokens(definition);
        var at = tokens.FindIndex(t => t.Is(sql, "DEFINER"));
        if (at < 0 || at + 2 >= tokens.Count || at > 8 || sql[tokens[at + 1].Start] != '=')
        {
            return null;
        }
        // user [@ host], where the lexer may take "@`host`" for a parameter.
        var end = at + 2;
        while (end + 1 < tokens.Count && (tokens[end].End == tokens[end + 1].Start || sql[tokens[end + 1].Start] == '@'))
        {
            end++;
        }
        var account = sql[tokens[at + 2].Start..tokens[end].End];
        return (sql[tokens[at].Start..tokens[end].End], Unquoted(account));
    }

    /// <summary>A table's statement without what inserts change and what another server's folders are.</summary>
    public static string WithoutCounter(string sql) => WithoutPlaces(Counter().Replace(sql, "$1"));

    /// <summary>A table's statement without a character set that the collation after it names: MySQL writes it down only where somebody once did.</summary>
    public static string WithoutImpliedCharacterSet(string sql) => ImpliedCharacterSet().Replace(sql, "$2");

    /// <summary>A table's statement without folders and tablespaces.</summary>
    public static string WithoutPlaces(string sql) => Places().Replace(sql, "");

    /// <summary>The next value of the table's AUTO_INCREMENT column; null where it has none, or still its first.</summary>
    public static long? CounterOf(string sql) => Counter().Match(sql) is { Success: true } match && ulong.TryParse(match.Groups[2].ValueSpan, out var value) ? unchecked((long)value) : null;

    /// <summary>An event's statement without ENABLE or DISABLE.</summary>
    public static string WithoutState(Definition definition) => State(definition) is var (start, end) ? definition.Sql[..start] + definition.Sql[end..] : definition.Sql;

    /// <summary>An event's statement that makes it disabled.</summary>
    public static string Disabled(Definition definition) => State(definition) is var (start, end) ? $"{definition.Sql[..start]}DISABLE{definition.Sql[end..]}" : definition.Sql;

    private static (int Start, int End)? State(Definition definition)
    {
        var sql = definition.Sql;
        var tokens = Tokens(definition);
        var at = tokens.FindIndex(t => t.Is(sql, "ENABLE") || t.Is(sql, "DISABLE"));
        if (at < 0)
        {
            return null;
        }
        // DISABLE ON SLAVE, DISABLE ON REPLICA
        var last = at + 2 < tokens.Count && tokens[at + 1].Is(sql, "ON") ? at + 2 : at;
        return (tokens[at].Start, tokens[last].End);
    }

    private static List<SqlToken> Tokens(Definition definition) => [.. SqlLexer.Read(definition.Sql, definition.Dialect).Where(t => t.IsSignificant)];

    /// <summary>A name of that database, followed by a point and not after one.</summary>
    private static bool IsQualifier(Definition definition, List<SqlToken> tokens, int at, string database)
    {
        var sql = definition.Sql;
        return tokens[at].Kind is SqlTokenKind.QuotedIdentifier or SqlTokenKind.Word && tokens[at + 1].Is(sql, '.') && !(at > 0 && tokens[at - 1].Is(sql, '.'))
            && Name(tokens[at].In(sql)).Replace("\\", "", StringComparison.Ordinal) == database;
    }

    /// <summary>In a view: a database's name rather than a table's or its alias's, which may be called the same.</summary>
    private static bool IsOfDatabase(string sql, List<SqlToken> tokens, int at)
    {
        var isColumn = at + 3 < tokens.Count && tokens[at + 3].Is(sql, '.');
        var isFunction = at + 3 < tokens.Count && tokens[at + 3].Is(sql, '(');
        var before = at - 1;
        while (before >= 0 && tokens[before].Is(sql, '('))
        {
            before--;
        }
        var isTable = before >= 0 && (tokens[before].Is(sql, "FROM") || tokens[before].Is(sql, "JOIN") || tokens[before].Is(sql, "STRAIGHT_JOIN") || tokens[before].Is(sql, "VIEW"));
        return isColumn || isFunction || isTable;
    }

    private static int BodyOf(string sql, List<SqlToken> tokens)
    {
        var row = tokens.FindIndex(t => t.Is(sql, "ROW"));
        return row < 0 ? tokens.Count : row;
    }

    private static string Unquoted(string account)
    {
        var tokens = SqlLexer.Read(account, SqlDialect.MySql).Where(t => t.IsSignificant).Select(t => account[t.Start..t.End]).ToList();
        return string.Concat(tokens.Select(t => t.StartsWith('@') ? "@" + Name(t.AsSpan(1)) : Name(t)));
    }

    private static string Name(ReadOnlySpan<char> quoted)
    {
        if (quoted.Length < 2 || quoted[0] is not ('`' or '"' or '\'') || quoted[^1] != quoted[0])
        {
            return quoted.ToString();
        }
        var quote = quoted[0].ToString();
        return quoted[1..^1].ToString().Replace(quote + quote, quote, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\bCHARACTER SET (\w+) (COLLATE \1_\w+)")]
    private static partial Regex ImpliedCharacterSet();

    [GeneratedRegex(@"^(\).*? ENGINE=\w+) AUTO_INCREMENT=(\d+)", RegexOptions.Multiline)]
    private static partial Regex Counter();

    [GeneratedRegex(@" (?:DATA|INDEX) DIRECTORY ?= ?'[^']*'| /\*!50100 TABLESPACE `(?:[^`]|``)*` \*/")]
    private static partial Regex Places();
}
