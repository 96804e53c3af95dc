using DbaPS.Errors;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Gives an entry's object its owner, as the archive names both.</summary>
internal static class ArchiveOwner
{
    /// <summary>Their names are schema and tag; the server takes <c>ALTER TABLE</c> for each kind of relation.</summary>
    private static readonly Dictionary<string, string> ByTag = new(StringComparer.Ordinal)
    {
        ["TABLE"] = "TABLE",
        ["VIEW"] = "VIEW",
        ["MATERIALIZED VIEW"] = "MATERIALIZED VIEW",
        ["FOREIGN TABLE"] = "FOREIGN TABLE",
        ["SEQUENCE"] = "SEQUENCE",
        ["TYPE"] = "TYPE",
        ["DOMAIN"] = "DOMAIN",
        ["COLLATION"] = "COLLATION",
        ["CONVERSION"] = "CONVERSION",
        ["STATISTICS"] = "STATISTICS",
        ["TEXT SEARCH DICTIONARY"] = "TEXT SEARCH DICTIONARY",
        ["TEXT SEARCH CONFIGURATION"] = "TEXT SEARCH CONFIGURATION",
        ["SCHEMA"] = "SCHEMA",
        ["PROCEDURAL LANGUAGE"] = "LANGUAGE",
        ["EVENT TRIGGER"] = "EVENT TRIGGER",
        ["FOREIGN DATA WRAPPER"] = "FOREIGN DATA WRAPPER",
        ["SERVER"] = "SERVER",
        ["PUBLICATION"] = "PUBLICATION",
        ["SUBSCRIPTION"] = "SUBSCRIPTION",
    };

    /// <summary>Their names have arguments or an access method, which only the statement that drops them tells.</summary>
    private static readonly HashSet<string> ByDropStatement = new(StringComparer.Ordinal) { "FUNCTION", "PROCEDURE", "AGGREGATE", "OPERATOR", "OPERATOR CLASS", "OPERATOR FAMILY" };

    public static IEnumerable<string> Statements(ArchiveEntry entry, ArchiveRoles roles)
    {
        if (entry.Owner.Length == 0 || entry.DropStatement.Length == 0)
        {
            return [];
        }
        var owner = PostgreSqlNames.Quote(roles.Target(entry.Owner));
        return Objects(entry).Select(o => $"ALTER {o} OWNER TO {owner}");
    }

    private static IEnumerable<string> Objects(ArchiveEntry entry)
    {
        if (entry.Description is "BLOB")
        {
            return ArchiveLargeObjects.IsId(entry.Tag) ? [$"LARGE OBJECT {entry.Tag}"] : throw Odd(entry);
        }
        if (entry.Description is "BLOB METADATA")
        {
            return ArchiveLargeObjects.Ids(entry).Select(id => $"LARGE OBJECT {id}");
        }
        if (ByTag.TryGetValue(entry.Description, out var kind))
        {
            return [$"{kind} {(entry.Schema.Length == 0 ? PostgreSqlNames.Quote(entry.Tag) : PostgreSqlNames.Quote(entry.Schema, entry.Tag))}"];
        }
        if (!ByDropStatement.Contains(entry.Description))
        {
            return [];
        }
        var statements = Sql.StatementSplitter.Split(entry.DropStatement, Sql.SqlDialect.PostgreSql);
        var head = $"DROP {entry.Description} ";
        return statements.Count == 1 && statements[0].Text.StartsWith(head, StringComparison.Ordinal) ? [statements[0].Text["DROP ".Length..]] : throw Odd(entry);
    }

    private static DbaException Odd(ArchiveEntry entry) => new(PostgreSqlRestoreErrors.StatementRefused(entry, "its statement to drop it names another object."));
}
