using System.Globalization;
using DbaPS.PostgreSql.Backups;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Gives large objects their owners, privileges and comments.</summary>
internal static class LargeObjectStatements
{
    public static IEnumerable<string> Of(LargeObjectRights rights, ArchiveRoles roles)
    {
        var target = string.Create(CultureInfo.InvariantCulture, $"LARGE OBJECT {rights.Id}");
        var owner = PostgreSqlNames.Quote(roles.Target(rights.Owner));
        yield return $"ALTER {target} OWNER TO {owner}";
        if (rights.Privileges is { } privileges)
        {
            yield return $"REVOKE ALL ON {target} FROM {owner}";
            foreach (var statement in AccessList.Statements(target, privileges, roles))
            {
                yield return statement;
            }
        }
        if (rights.Comment is { } comment)
        {
            yield return $"COMMENT ON {target} IS {PostgreSqlNames.Literal(comment)}";
        }
    }
}
