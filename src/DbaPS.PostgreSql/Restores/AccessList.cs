using System.Text;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Reads the server's text of an object's privileges (<c>{=Tc/app,app=CTc/app}</c>) and writes them as statements.</summary>
internal static class AccessList
{
    public static IEnumerable<string> Statements(string target, string text, ArchiveRoles roles)
    {
        yield return $"REVOKE ALL ON {target} FROM PUBLIC";
        foreach (var item in Elements(text))
        {
            var (grantee, rest) = Name(item);
            var privileges = rest.Split('/')[0].TrimStart('=');
            var to = grantee.Length == 0 ? "PUBLIC" : PostgreSqlNames.Quote(roles.Target(grantee));
            for (var i = 0; i < privileges.Length; i++)
            {
                var word = privileges[i] switch
                {
                    'C' => "CREATE",
                    'T' => "TEMPORARY",
                    'c' => "CONNECT",
                    'r' => "SELECT",
                    'w' => "UPDATE",
                    _ => null,
                };
                var grants = i + 1 < privileges.Length && privileges[i + 1] == '*';
                if (word is not null)
                {
                    yield return $"GRANT {word} ON {target} TO {to}{(grants ? " WITH GRANT OPTION" : "")}";
                }
            }
        }
    }

    /// <summary>The elements of an array's text.</summary>
    internal static IEnumerable<string> Elements(string text)
    {
        var inner = text.Trim().TrimStart('{').TrimEnd('}');
        for (var at = 0; at < inner.Length; at++)
        {
            var element = new StringBuilder();
            if (inner[at] == '"')
            {
                for (at++; at < inner.Length && inner[at] != '"'; at++)
                {
                    at += inner[at] == '\\' ? 1 : 0;
                    element.Append(inner[at]);
                }
                at++;
            }
            else
            {
                for (; at < inner.Length && inner[at] != ','; at++)
                {
                    element.Append(inner[at]);
                }
            }
            yield return element.ToString();
        }
    }

    /// <summary>The grantee, whose name stands in double quotes where it has odd characters, and what follows it.</summary>
    private static (string Name, string After) Name(string item)
    {
        if (!item.StartsWith('"'))
        {
            var at = item.IndexOf('=', StringComparison.Ordinal);
            return at < 0 ? (item, "") : (item[..at], item[at..]);
        }
        var name = new StringBuilder();
        var i = 1;
        for (; i < item.Length && !(item[i] == '"' && (i + 1 >= item.Length || item[i + 1] != '"')); i++)
        {
            name.Append(item[i]);
            i += item[i] == '"' ? 1 : 0;
        }
        return (name.ToString(), item[Math.Min(i + 1, item.Length)..]);
    }
}
