using System.Data.Common;
using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.MySql.Definitions;
using DbaPS.MySql.Grants;
using DbaPS.Sql;

namespace DbaPS.MySql.Backups;

/// <summary>The accounts a database needs: who made what is in it, and who was granted something on it.</summary>
internal static class AccountCatalogue
{
    /// <summary>An account that a definition names and the server has not.</summary>
    public const string Missing = "MISSING";

    /// <summary>A role of MariaDB, which has no host.</summary>
    public const string Role = "ROLE";

    /// <summary>Every grant on the session's database and what is in it; null where this login may not read them.</summary>
    public static async Task<IReadOnlyList<Definition>?> GrantsAsync(MySqlSession session, CancellationToken cancellationToken) =>
        (await ReadAsync(session, cancellationToken))?.Select(g => ToDefinition(g, session.RequiredDatabase)).OrderBy(d => d.Name, StringComparer.Ordinal).ToList();

    /// <summary>The grants on the session's database as the server has them; null where this login may not read them.</summary>
    public static async Task<IReadOnlyList<Grant>?> ReadAsync(MySqlSession session, CancellationToken cancellationToken)
    {
        var database = session.RequiredDatabase;
        var accounts = new List<(string User, string Host)>();
        try
        {
            var parameters = new Dictionary<string, object?> { ["database"] = database, ["escaped"] = MySqlNames.Pattern(database) };
            await foreach (var account in session.ReadAsync(SqlScript.Load<Definition>("Backups/Grantees.sql"), row => (row.Text("user"), row.Text("host")), parameters, cancellationToken))
            {
                accounts.Add(account);
            }
            var found = new List<Grant>();
            await using var connection = await session.OpenAsync(cancellationToken);
            foreach (var (user, host) in accounts)
            {
                found.AddRange((await GrantsOfAsync(session, connection, Quote(user, host), cancellationToken)).Where(g => g.IsOf(database)));
            }
            return found;
        }
        catch (DbaException refused) when (refused.Error.Category == DbaErrorCategory.PermissionDenied)
        {
            return null;
        }
    }

    /// <summary>The accounts that definers and grants name, with what it takes to make them elsewhere.</summary>
    public static async Task<IReadOnlyList<BackupRole>> RolesAsync(MySqlSession session, IEnumerable<Definition> definitions, bool withHashes, CancellationToken cancellationToken)
    {
        var names = definitions.Select(d => d.Kind == "grant" ? d.Table : DefinitionText.Definer(d)?.Account).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        var roles = new List<BackupRole>();
        foreach (var name in names)
        {
            roles.Add(await RoleAsync(session, name, withHashes, cancellationToken));
        }
        return roles;
    }

    /// <summary><c>user@host</c> in its two parts; a role of MariaDB has no second.</summary>
    public static (string User, string Host) Split(string account)
    {
        var at = account.LastIndexOf('@');
        return at < 0 ? (account, "") : (account[..at], account[(at + 1)..]);
    }

    /// <summary>As a statement takes it.</summary>
    public static string Quote(string user, string host) => host.Length == 0 ? MySqlNames.Quote(user) : $"{MySqlNames.Literal(user)}@{MySqlNames.Literal(host)}";

    private static async Task<BackupRole> RoleAsync(MySqlSession session, string name, bool withHashes, CancellationToken cancellationToken)
    {
        var (user, host) = Split(name);
        var script = SqlScript.Load<Definition>(session.Kind == MySqlDialect.MariaDb ? "Backups/Accounts.mariadb.sql" : "Backups/Accounts.sql");
        try
        {
            var role = await session.ReadFirstAsync(
                script,
                row => new BackupRole
                {
                    Name = name,
                    Attributes = [.. row.Boolean("is_role") ? [Role] : (string[])[$"PLUGIN {row.Text("plugin")}"], .. row.Boolean("locked") ? (string[])["LOCKED"] : []],
                    PasswordHash = withHashes ? row.TextOrNull("hash") : null,
                },
                new Dictionary<string, object?> { ["user"] = user, ["host"] = host },
                cancellationToken);
            return role ?? new BackupRole { Name = name, Attributes = [Missing] };
        }
        catch (DbaException refused) when (refused.Error.Category == DbaErrorCategory.PermissionDenied)
        {
            return withHashes ? throw new DbaException(MySqlBackupErrors.PasswordHashesDenied(session.Name, session.User)) : new BackupRole { Name = name };
        }
    }

    private static Definition ToDefinition(Grant grant, string database)
    {
        var place = grant.Object == "*" ? $"{MySqlNames.Quote(database)}.*" : MySqlNames.Quote(database, grant.Object);
        var on = grant.Kind.Length == 0 ? place : $"{grant.Kind} {place}";
        var tokens = SqlLexer.Read(grant.Account, SqlDialect.MySql).Where(t => t.IsSignificant).Select(t => grant.Account[t.Start..t.End].Trim('`', '\'', '@')).ToList();
        var account = string.Join('@', tokens.Where(t => t.Length > 0));
        var what = grant.Object == "*" ? "the database" : $"{grant.Kind.ToLowerInvariant()} {grant.Object}".Trim();
        return new Definition("grant", $"{account} on {what}", $"GRANT {grant.Text} ON {on} TO {grant.Account}{(grant.WithGrantOption ? " WITH GRANT OPTION" : "")}") { Table = account };
    }

    private static async Task<IReadOnlyList<Grant>> GrantsOfAsync(MySqlSession session, DbConnection connection, string account, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        await using var command = MySqlSession.Command(connection, $"SHOW GRANTS FOR {account}");
        await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
        while (await session.TryAsync(() => reader.ReadAsync(cancellationToken)))
        {
            lines.Add(reader.GetString(0));
        }
        return [.. lines.Select(Grant.Parse).OfType<Grant>()];
    }
}
