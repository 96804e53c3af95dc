using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.MySql.Backups;
using DbaPS.MySql.Definitions;
using DbaPS.MySql.Grants;
using DbaPS.Restores;
using DbaPS.Sql;

namespace DbaPS.MySql.Restores;

/// <summary>What becomes of the accounts that a backup's definers and grants name.</summary>
internal sealed class RestoreAccounts(MySqlSession session, RestoreJob job, LoginGrants grants, List<DbaError> problems, List<string> notes)
{
    private readonly List<string> _statements = [];
    private readonly List<string> _new = [];

    /// <summary>They make the accounts the target has not.</summary>
    public IReadOnlyList<string> Statements => _statements;

    public IReadOnlyList<string> New => _new;

    /// <summary>The definitions with the target's accounts in them.</summary>
    public async Task<IReadOnlyList<Definition>> ApplyAsync(IReadOnlyList<Definition> definitions, CancellationToken cancellationToken)
    {
        var needed = definitions.Select(AccountOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var roles = job.Backup.Manifest.Roles.Where(r => needed.Contains(r.Name)).ToList();
        var missing = new List<BackupRole>();
        foreach (var role in roles)
        {
            if (role.Attributes.Contains(AccountCatalogue.Missing))
            {
                notes.Add($"The account {role.Name} did not exist at the source either: what it defines can't be run until it does.");
            }
            else if (!(job.Roles == RestoreRoleMode.Map && job.RoleMap.ContainsKey(role.Name)) && !await ExistsAsync(role.Name, cancellationToken))
            {
                missing.Add(role);
            }
        }
        Decide(missing);
        definitions = [.. definitions.Select(d => job.RoleMap.GetValueOrDefault(AccountOf(d) ?? "") is { } other && job.Roles == RestoreRoleMode.Map ? Map(d, other) : d)];
        CheckDefiners(definitions);
        return definitions;
    }

    private static string? AccountOf(Definition definition) => definition.Kind == "grant" ? definition.Table : DefinitionText.Definer(definition)?.Account;

    private void Decide(List<BackupRole> missing)
    {
        if (missing.Count == 0)
        {
            return;
        }
        if (job.Roles != RestoreRoleMode.Create)
        {
            problems.Add(MySqlRestoreErrors.AccountsMissing(session.Name, [.. missing.Select(m => m.Name)], job.Roles == RestoreRoleMode.Map));
            return;
        }
        foreach (var role in missing)
        {
            _new.Add(role.Name);
            _statements.Add(Create(role));
            if (role.PasswordHash is null && !role.Attributes.Contains(AccountCatalogue.Role) && !job.RolesWithoutLogin)
            {
                notes.Add($"The account {role.Name} is made locked and without a password: the backup has none.");
            }
        }
    }

    private string Create(BackupRole role)
    {
        var (user, host) = AccountCatalogue.Split(role.Name);
        if (role.Attributes.Contains(AccountCatalogue.Role))
        {
            return $"CREATE ROLE IF NOT EXISTS {MySqlNames.Quote(user)}";
        }
        var account = AccountCatalogue.Quote(user, host);
        var plugin = role.Attributes.FirstOrDefault(a => a.StartsWith("PLUGIN ", StringComparison.Ordinal))?["PLUGIN ".Length..];
        var locked = role.PasswordHash is null || job.RolesWithoutLogin || role.Attributes.Contains("LOCKED") ? " ACCOUNT LOCK" : "";
        if (role.PasswordHash is not { Length: > 0 } hash || plugin is null || job.RolesWithoutLogin)
        {
            return $"CREATE USER IF NOT EXISTS {account}{locked}";
        }
        // MariaDB takes a text, MySQL its bytes too.
        var text = session.Kind == MySqlDialect.MariaDb ? MySqlNames.Literal(System.Text.Encoding.UTF8.GetString(Convert.FromHexString(hash))) : $"0x{hash}";
        return $"CREATE USER IF NOT EXISTS {account} IDENTIFIED WITH {MySqlNames.Quote(plugin)} AS {text}{locked}";
    }

    private static Definition Map(Definition definition, string account)
    {
        var (user, host) = AccountCatalogue.Split(account);
        if (definition.Kind == "grant")
        {
            var to = definition.Sql.LastIndexOf(" TO ", StringComparison.Ordinal);
            var option = definition.Sql.EndsWith(" WITH GRANT OPTION", StringComparison.Ordinal) ? " WITH GRANT OPTION" : "";
            return definition with { Sql = $"{definition.Sql[..to]} TO {AccountCatalogue.Quote(user, host)}{option}", Table = account };
        }
        var clause = DefinitionText.Definer(definition)!.Value.Clause;
        return definition with { Sql = definition.Sql.Replace(clause, $"DEFINER={MySqlNames.Quote(user)}{(host.Length == 0 ? "" : $"@{MySqlNames.Quote(host)}")}", StringComparison.Ordinal) };
    }

    /// <summary>Whoever could give objects to others could run statements as they.</summary>
    private void CheckDefiners(IReadOnlyList<Definition> definitions)
    {
        var (privilege, may) = session.Kind == MySqlDialect.MariaDb ? ("SET USER", grants.Has("SET USER"))
            : session.Version.IsAtLeast(8, 2) ? ("SET_ANY_DEFINER", grants.Has("SET_ANY_DEFINER"))
            : ("SET_USER_ID", grants.Has("SET_USER_ID"));
        if (may || grants.Has("SUPER"))
        {
            return;
        }
        var others = definitions.Where(d => d.Kind != "grant").Select(AccountOf).OfType<string>().Where(a => a != session.User).Distinct().ToList();
        if (others.Count > 0)
        {
            problems.Add(MySqlRestoreErrors.DefinersNotAllowed(session.Name, session.User, others, privilege));
        }
    }

    /// <summary>True also where this login may not know: then the server says so when it comes to it.</summary>
    private async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken)
    {
        var (user, host) = AccountCatalogue.Split(name);
        try
        {
            return await session.ReadFirstAsync(SqlScript.Load<RestoreAccounts>("Restores/Account.sql"), row => row.Boolean("found"),
                new Dictionary<string, object?> { ["user"] = user, ["host"] = host }, cancellationToken);
        }
        catch (DbaException refused) when (refused.Error.Category == DbaErrorCategory.PermissionDenied)
        {
            return true;
        }
    }
}
