using System.Globalization;
using DbaPS.Backups;
using DbaPS.Errors;

namespace DbaPS.PostgreSql.Restores;

/// <summary>The statements that make roles as a backup describes them.</summary>
internal static class RoleStatements
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "SUPERUSER", "NOSUPERUSER", "CREATEDB", "NOCREATEDB", "CREATEROLE", "NOCREATEROLE", "INHERIT", "NOINHERIT", "LOGIN", "NOLOGIN",
        "REPLICATION", "NOREPLICATION", "BYPASSRLS", "NOBYPASSRLS",
    };

    /// <summary>Attributes only a superuser may give.</summary>
    private static readonly HashSet<string> Superusers = new(StringComparer.Ordinal) { "SUPERUSER", "REPLICATION", "BYPASSRLS" };

    public static bool NeedsSuperuser(BackupRole role) => role.Attributes.Any(Superusers.Contains);

    /// <param name="withoutLogin">True for a role without login, password or any other attribute: it owns and is granted to, no more.</param>
    /// <param name="shown">True to leave the password's hash out.</param>
    public static string Create(BackupRole role, bool withoutLogin, bool shown = false)
    {
        var name = PostgreSqlNames.Quote(role.Name);
        if (withoutLogin)
        {
            return $"CREATE ROLE {name} NOLOGIN";
        }
        if (role.Attributes.FirstOrDefault(a => !Known.Contains(a)) is { } unknown)
        {
            throw new DbaException(PostgreSqlRestoreErrors.RoleOdd(role.Name, $"the attribute '{unknown}'"));
        }
        var parts = new List<string> { $"CREATE ROLE {name}" };
        parts.AddRange(role.Attributes);
        if (role.ConnectionLimit is { } limit)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"CONNECTION LIMIT {limit}"));
        }
        if (role.ValidUntil is { } until)
        {
            parts.Add($"VALID UNTIL {PostgreSqlNames.Literal(until)}");
        }
        if (role.PasswordHash is { } hash)
        {
            parts.Add($"PASSWORD {(shown ? "'***'" : PostgreSqlNames.Literal(hash))}");
        }
        return string.Join(' ', parts);
    }

    /// <summary>Memberships and comment, once every role is there.</summary>
    /// <param name="isThere">Whether the target server has, or will have, a role.</param>
    public static IEnumerable<string> Complete(BackupRole role, int serverMajor, Func<string, bool> isThere)
    {
        foreach (var membership in role.MemberOf.Where(m => isThere(m.Role)))
        {
            yield return Grant(role.Name, membership, serverMajor);
        }
        if (role.Comment is { } comment)
        {
            yield return $"COMMENT ON ROLE {PostgreSqlNames.Quote(role.Name)} IS {PostgreSqlNames.Literal(comment)}";
        }
    }

    public static string Grant(string member, BackupMembership membership, int serverMajor) =>
        $"GRANT {PostgreSqlNames.Quote(membership.Role)} TO {PostgreSqlNames.Quote(member)}{Options(membership, serverMajor)}";

    /// <summary>INHERIT and SET came with version 16; before it every membership was as if both were given by the role's own attribute.</summary>
    private static string Options(BackupMembership membership, int serverMajor)
    {
        if (serverMajor < 16)
        {
            return membership.Options.Contains("ADMIN") ? " WITH ADMIN OPTION" : "";
        }
        var options = membership.Options.Select(o => o switch
        {
            "ADMIN" or "INHERIT" or "SET" => $"{o} TRUE",
            "NOADMIN" or "NOINHERIT" or "NOSET" => $"{o[2..]} FALSE",
            _ => throw new DbaException(PostgreSqlRestoreErrors.RoleOdd(membership.Role, $"the option '{o}' of a membership")),
        }).ToList();
        return options.Count == 0 ? "" : $" WITH {string.Join(", ", options)}";
    }
}
