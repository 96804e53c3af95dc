using System.Text;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Replaces role names where a statement names roles; everything else of the statement stays to the letter.</summary>
internal sealed class ArchiveRoles
{
    private static readonly HashSet<string> NoRole = new(StringComparer.OrdinalIgnoreCase) { "PUBLIC", "CURRENT_USER", "SESSION_USER", "CURRENT_ROLE", "DEFAULT" };

    private readonly IReadOnlyDictionary<string, string> _map;

    public ArchiveRoles(IReadOnlyDictionary<string, string> map) => _map = map;

    /// <summary>The role that stands for one of the backup's.</summary>
    public string Target(string role) => _map.GetValueOrDefault(role, role);

    /// <summary>A GRANT, REVOKE, ALTER DEFAULT PRIVILEGES, CREATE POLICY or USER MAPPING, or SET SESSION AUTHORIZATION, for the target's roles.</summary>
    public string Map(string statement, SqlDialect dialect)
    {
        if (_map.Count == 0)
        {
            return statement;
        }
        var result = new StringBuilder();
        var copied = 0;
        foreach (var token in RoleTokens(statement, dialect))
        {
            var name = NameOf(token, statement);
            result.Append(statement, copied, token.Start - copied).Append(PostgreSqlNames.Quote(Target(name)));
            copied = token.End;
        }
        return result.Append(statement, copied, statement.Length - copied).ToString();
    }

    /// <summary>The tokens that name roles: after TO and FROM, FOR ROLE, MAPPING FOR, AUTHORIZATION; lists are followed.</summary>
    internal static IEnumerable<SqlToken> RoleTokens(string statement, SqlDialect dialect)
    {
        var depth = 0;
        var expects = false;
        var last = "";
        foreach (var token in SqlLexer.Read(statement, dialect).Where(t => t.IsSignificant))
        {
            depth += token.Is(statement, '(') ? 1 : token.Is(statement, ')') ? -1 : 0;
            var word = token.Kind == SqlTokenKind.Word ? token.In(statement).ToString().ToUpperInvariant() : "";
            // What follows are conditions, not roles.
            if (depth == 0 && word is "USING" or "OPTIONS")
            {
                yield break;
            }
            if (expects && depth == 0 && token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier && word != "ROLE")
            {
                if (!NoRole.Contains(word))
                {
                    yield return token;
                }
                expects = false;
                last = "role";
                continue;
            }
            var begins = word is "TO" or "FROM" or "AUTHORIZATION" || (word == "ROLE" && last == "FOR") || (word == "FOR" && last == "MAPPING");
            expects = depth == 0 && (begins || (token.Is(statement, ',') && last == "role"));
            last = word;
        }
    }

    private static string NameOf(SqlToken token, string statement)
    {
        var text = token.In(statement);
        return token.Kind == SqlTokenKind.QuotedIdentifier ? text[1..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : text.ToString().ToLowerInvariant();
    }
}
