using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Turns an archive's entries into single statements, each held to be of a kind that pg_dump writes there.</summary>
internal sealed class ArchiveScript
{
    private static readonly HashSet<string> Skipped = new(StringComparer.Ordinal)
    {
        // The session's own preamble takes the place of these.
        "ENCODING", "STDSTRINGS", "SEARCHPATH",

        // Rows, positions and statistics come from the backup's own files and from ANALYZE.
        "TABLE DATA", "SEQUENCE SET", "BLOBS", "STATISTICS DATA",

        // The database is made from the manifest.
        "DATABASE", "DATABASE PROPERTIES",
    };

    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal) { "CREATE", "ALTER", "COMMENT", "GRANT", "REVOKE", "SECURITY" };

    /// <summary>What a database's archive never makes or changes: they belong to the whole server.</summary>
    private static readonly HashSet<string> ServerWide = new(StringComparer.Ordinal) { "ROLE", "GROUP", "DATABASE", "TABLESPACE", "SYSTEM" };

    private readonly Archive _archive;
    private readonly ArchiveRoles _roles;
    private readonly bool _tablespaces;
    private readonly SqlDialect _dialect;
    private readonly Dictionary<int, ArchiveEntry> _byId;

    public ArchiveScript(Archive archive, ArchiveRoles roles, bool tablespaces)
    {
        _archive = archive;
        _byId = archive.Entries.ToDictionary(e => e.DumpId);
        _roles = roles;
        _tablespaces = tablespaces;
        _dialect = archive.StandardStrings ? SqlDialect.PostgreSql : SqlDialect.PostgreSql | SqlDialect.BackslashStrings;
    }

    /// <summary>Every entry that has something to run, in the archive's order.</summary>
    /// <exception cref="DbaException">An entry holds a statement that has no business there.</exception>
    public IReadOnlyList<RestoreEntry> Build() =>
        [.. _archive.Entries.Where(e => !Skipped.Contains(e.Description) && !IsOfDatabase(e)).Select(Build).Where(e => e.Statements.Count > 0)];

    private RestorePass PassOf(ArchiveEntry entry) => entry.Description switch
    {
        "ACL" or "ACL LANGUAGE" or "DEFAULT ACL" => RestorePass.Privileges,
        "MATERIALIZED VIEW DATA" => RestorePass.Refresh,
        "EVENT TRIGGER" or "PUBLICATION" or "PUBLICATION TABLE" or "PUBLICATION TABLES IN SCHEMA" or "SUBSCRIPTION" or "SUBSCRIPTION TABLE" => RestorePass.Last,
        // What is said of an object stands in no section of its own: it comes when the object does.
        "COMMENT" or "SECURITY LABEL" => entry.Dependencies.Select(d => _byId.GetValueOrDefault(d)).OfType<ArchiveEntry>().Select(PassOf).Append(RestorePass.Definitions).Max(),
        _ => entry.Section == ArchiveSection.PostData ? RestorePass.Completion : RestorePass.Definitions,
    };

    private static bool IsAbout(ArchiveEntry entry, string kind) => entry.Tag.StartsWith(kind, StringComparison.Ordinal);

    /// <summary>True for the database's own comment, grants and labels: they name the old database, and the manifest has them.</summary>
    private static bool IsOfDatabase(ArchiveEntry entry) => entry.Description is "COMMENT" or "ACL" or "SECURITY LABEL" && IsAbout(entry, "DATABASE ");

    private RestoreEntry Build(ArchiveEntry entry)
    {
        var statements = new List<string>();
        if (_tablespaces && entry.Tablespace.Length > 0)
        {
            statements.Add($"SET default_tablespace = {PostgreSqlNames.Quote(entry.Tablespace)}");
        }
        var setsMethod = entry.AccessMethod.Length > 0 && entry.RelationKind != 'p';
        if (setsMethod)
        {
            statements.Add($"SET default_table_access_method = {PostgreSqlNames.Quote(entry.AccessMethod)}");
        }
        var before = statements.Count;
        statements.AddRange(Definition(entry));
        if (entry.AccessMethod.Length > 0 && !setsMethod)
        {
            statements.Add($"ALTER TABLE {PostgreSqlNames.Quote(entry.Schema, entry.Tag)} SET ACCESS METHOD {PostgreSqlNames.Quote(entry.AccessMethod)}");
        }
        var any = statements.Count > before;
        statements.AddRange(ArchiveOwner.Statements(entry, _roles));
        if (!any && statements.Count == before)
        {
            return new RestoreEntry(entry, RestorePass.None, []);
        }
        if (_tablespaces && entry.Tablespace.Length > 0)
        {
            statements.Add("SET default_tablespace = ''");
        }
        if (setsMethod)
        {
            statements.Add("RESET default_table_access_method");
        }
        return new RestoreEntry(entry, PassOf(entry), statements);
    }

    private IEnumerable<string> Definition(ArchiveEntry entry)
    {
        if (entry.Description == "BLOB METADATA")
        {
            return ArchiveLargeObjects.Ids(entry).Select(id => $"SELECT pg_catalog.lo_create({id}::pg_catalog.oid)");
        }
        var statements = Split(entry).Select(s => Check(entry, s));
        if (entry.Description is "ACL" && entry.Tag.StartsWith("LARGE OBJECTS ", StringComparison.Ordinal))
        {
            statements = ArchiveLargeObjects.PerObject(_archive, entry, statements);
        }
        return entry.Description is "ACL" or "ACL LANGUAGE" or "DEFAULT ACL" or "POLICY" or "USER MAPPING" ? statements.Select(s => _roles.Map(s, _dialect)) : statements;
    }

    private IReadOnlyList<string> Split(ArchiveEntry entry)
    {
        try
        {
            var lexer = SqlLexer.Read(entry.Definition, _dialect);
            if (lexer.Any(t => !t.IsTerminated || (t.Kind == SqlTokenKind.Other && entry.Definition[t.Start] is '\\' or '\0')))
            {
                throw new DbaException(PostgreSqlRestoreErrors.StatementRefused(entry, "a backslash outside quotes, or a quote that is not closed."));
            }
            return [.. StatementSplitter.Split(entry.Definition, _dialect).Select(s => s.Text)];
        }
        catch (DbaException failure) when (failure.Error.Category != DbaErrorCategory.SecurityError)
        {
            throw new DbaException(PostgreSqlRestoreErrors.StatementRefused(entry, failure.Message));
        }
    }

    private string Check(ArchiveEntry entry, string statement)
    {
        var words = SqlLexer.Read(statement, _dialect).Where(t => t.IsSignificant).Take(6)
            .Select(t => t.Kind == SqlTokenKind.Word ? t.In(statement).ToString().ToUpperInvariant() : t.In(statement).ToString()).ToList();
        var allowed = words switch
        {
            ["CREATE", "USER", var next, ..] => next == "MAPPING",
            ["ALTER", "USER", var next, ..] => next == "MAPPING",
            ["CREATE" or "ALTER", var kind, ..] => !ServerWide.Contains(kind),
            ["COMMENT", "ON", var kind, ..] => !ServerWide.Contains(kind),
            ["SELECT", "pg_catalog" or "PG_CATALOG", ".", "LO_CREATE", "(", _] => entry.Description == "BLOB",
            ["REFRESH", "MATERIALIZED", "VIEW", ..] => entry.Description == "MATERIALIZED VIEW DATA",
            ["SET" or "RESET", "SESSION", "AUTHORIZATION", ..] => entry.Description is "ACL" or "ACL LANGUAGE" or "DEFAULT ACL",
            [var first, ..] => Allowed.Contains(first),
            _ => true,
        };
        return allowed ? statement : throw new DbaException(PostgreSqlRestoreErrors.StatementRefused(entry, $"it begins with {string.Join(' ', words.Take(3))}."));
    }
}
