using System.Text;
using DbaPS.Sql;

namespace DbaPS.MySql.Grants;

/// <summary>A line of SHOW GRANTS.</summary>
/// <param name="Privileges">In capitals, each with its columns where it has some.</param>
/// <param name="Kind"><c>TABLE</c>, <c>PROCEDURE</c>, <c>FUNCTION</c> … where the line says so; else empty.</param>
/// <param name="Database">As the line has it without quotes: <c>*</c>, a name or a pattern; null for a role.</param>
/// <param name="Object"><c>*</c> for all.</param>
internal sealed record Grant(IReadOnlyList<string> Privileges, string Kind, string? Database, string Object, string Account, bool WithGrantOption)
{
    public bool IsGlobal => Database == "*";

    /// <summary>The privileges as they stand in the statement.</summary>
    public string Text => string.Join(", ", Privileges);

    /// <summary>Null for a line that grants no privileges.</summary>
    public static Grant? Parse(string line)
    {
        var tokens = SqlLexer.Read(line, SqlDialect.MySql).Where(t => t.IsSignificant).ToList();
        var on = tokens.FindIndex(t => t.Is(line, "ON"));
        if (tokens.Count == 0 || !tokens[0].Is(line, "GRANT") || on < 0)
        {
            return null;
        }
        var to = tokens.FindIndex(on, t => t.Is(line, "TO"));
        var place = tokens[(on + 1)..to];
        var kind = "";
        while (place.Count > 0 && place[0].Kind == SqlTokenKind.Word)
        {
            kind = $"{kind} {place[0].In(line)}".Trim();
            place.RemoveAt(0);
        }
        var (first, second) = Split(line[place[0].Start..place[^1].End]);
        var end = tokens.FindIndex(to, t => t.Is(line, "IDENTIFIED") || t.Is(line, "WITH") || t.Is(line, "REQUIRE"));
        var account = line[tokens[to + 1].Start..(end < 0 ? line.Length : tokens[end].Start)].Trim();
        var option = tokens.Skip(to).Any(t => t.Is(line, "OPTION"));
        return new Grant(Privilege(line[tokens[1].Start..tokens[on].Start]), kind, first, second, account, option);
    }

    /// <summary>The statements that take it back.</summary>
    public IEnumerable<string> Revokes()
    {
        var on = $"{Kind} {MySqlNames.Quote(Database!)}.{(Object == "*" ? "*" : MySqlNames.Quote(Object))}".TrimStart();
        yield return $"REVOKE {Text} ON {on} FROM {Account}";
        if (WithGrantOption)
        {
            yield return $"REVOKE GRANT OPTION ON {on} FROM {Account}";
        }
    }

    /// <summary>True where it holds in a database: its name is a pattern, in which a backslash takes a sign's meaning.</summary>
    public bool HoldsIn(string database) => Database is not null && (IsGlobal || Like(Database, database));

    /// <summary>True where it names that database and no others.</summary>
    public bool IsOf(string database) => Database is { } pattern && pattern != "*" && (pattern == database || pattern.Replace("\\", "", StringComparison.Ordinal) == database);

    public bool Has(string privilege) => Privileges.Any(p => p.Equals(privilege, StringComparison.OrdinalIgnoreCase) || p.Equals("ALL PRIVILEGES", StringComparison.OrdinalIgnoreCase) || p.Equals("ALL", StringComparison.OrdinalIgnoreCase));

    private static List<string> Privilege(string text)
    {
        var found = new List<string>();
        var (depth, start) = (0, 0);
        foreach (var token in SqlLexer.Read(text, SqlDialect.MySql))
        {
            depth += token.Is(text, '(') ? 1 : token.Is(text, ')') ? -1 : 0;
            if (depth == 0 && token.Is(text, ','))
            {
                found.Add(text[start..token.Start].Trim());
                start = token.End;
            }
        }
        found.Add(text[start..].Trim());
        return found;
    }

    /// <summary><c>`database`.*</c> or <c>*.*</c>; names may hold a point.</summary>
    private static (string Database, string Object) Split(string place)
    {
        var parts = new List<string>();
        var name = new StringBuilder();
        for (var i = 0; i < place.Length; i++)
        {
            switch (place[i])
            {
                case '`':
                    for (i++; i < place.Length && (place[i] != '`' || (i + 1 < place.Length && place[i + 1] == '`')); i++)
                    {
                        name.Append(place[i]);
                        i += place[i] == '`' ? 1 : 0;
                    }
                    break;
                case '.':
                    parts.Add(name.ToString());
                    name.Clear();
                    break;
                case var letter:
                    name.Append(letter);
                    break;
            }
        }
        parts.Add(name.ToString());
        return parts.Count > 1 ? (parts[0], parts[1]) : ("*", parts[0]);
    }

    private static bool Like(string pattern, string name)
    {
        if (pattern.Length == 0)
        {
            return name.Length == 0;
        }
        return pattern[0] switch
        {
            '%' => Enumerable.Range(0, name.Length + 1).Any(i => Like(pattern[1..], name[i..])),
            '\\' when pattern.Length > 1 => name.Length > 0 && name[0] == pattern[1] && Like(pattern[2..], name[1..]),
            '_' => name.Length > 0 && Like(pattern[1..], name[1..]),
            var letter => name.Length > 0 && name[0] == letter && Like(pattern[1..], name[1..]),
        };
    }
}
