using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Restores;

/// <summary>What of a restore a login that is no superuser would be refused, found before anything is made.</summary>
internal sealed class RestoreRights
{
    private static readonly HashSet<string> Superusers = new(StringComparer.Ordinal)
    {
        "EVENT TRIGGER", "FOREIGN DATA WRAPPER", "ACCESS METHOD", "TEXT SEARCH PARSER", "TEXT SEARCH TEMPLATE", "OPERATOR CLASS", "OPERATOR FAMILY", "SHELL TYPE",
        "PROCEDURAL LANGUAGE", "PUBLICATION TABLES IN SCHEMA", "ACL LANGUAGE",
    };

    private readonly string _server;
    private readonly RestoreFacts _facts;
    private readonly RestoreRoles _roles;

    public RestoreRights(string server, RestoreFacts facts, RestoreRoles roles)
    {
        _server = server;
        _facts = facts;
        _roles = roles;
    }

    /// <param name="databaseOwner">The database's owner at the source.</param>
    public IEnumerable<DbaError> Problems(IReadOnlyList<RestoreEntry> entries, string? databaseOwner)
    {
        if (_facts.IsSuperuser)
        {
            yield break;
        }
        var refused = entries.Select(e => e.Entry).Where(NeedsSuperuser).Select(e => e.ToString()).ToList();
        if (refused.Count > 0)
        {
            yield return PostgreSqlRestoreErrors.SuperuserNeeded(_server, _facts.Login, refused);
        }
        var owners = entries.Select(e => e.Entry).Where(e => e.DropStatement.Length > 0 || e.Description == "DEFAULT ACL").Select(e => e.Owner)
            .Append(databaseOwner ?? "").Where(o => o.Length > 0).Select(_roles.Names.Target).Distinct(StringComparer.Ordinal)
            // Whoever owns a database is a member of that role in it.
            .Where(o => o != "pg_database_owner" && !_facts.OwnRoles.Contains(o) && !_roles.New.Contains(o)).Order(StringComparer.Ordinal).ToList();
        if (owners.Count > 0)
        {
            yield return PostgreSqlRestoreErrors.OwnersNotAllowed(_server, _facts.Login, owners);
        }
    }

    private bool NeedsSuperuser(ArchiveEntry entry) => Superusers.Contains(entry.Description) || entry.Description switch
    {
        "EXTENSION" => _facts.SuperuserExtensions.Contains(entry.Tag),
        "SUBSCRIPTION" => !_facts.OwnRoles.Contains("pg_create_subscription"),
        "ACL" => entry.Schema == "pg_catalog",
        "PUBLICATION" => Has(entry, "FOR", "ALL", "TABLES"),
        "TYPE" => Has(entry, "INPUT", "="),
        "FUNCTION" or "PROCEDURE" => Has(entry, "LEAKPROOF") || Has(entry, "LANGUAGE", "c") || Has(entry, "LANGUAGE", "internal"),
        _ => false,
    };

    /// <summary>True where the words stand one after the other outside quotes and bodies; names count without their quotes.</summary>
    private static bool Has(ArchiveEntry entry, params string[] words)
    {
        var tokens = SqlLexer.Read(entry.Definition, SqlDialect.PostgreSql).Where(t => t.IsSignificant).Select(t => t.In(entry.Definition).ToString().Trim('"')).ToList();
        return Enumerable.Range(0, Math.Max(0, tokens.Count - words.Length + 1)).Any(at => tokens.Skip(at).Take(words.Length).SequenceEqual(words, StringComparer.Ordinal));
    }
}
