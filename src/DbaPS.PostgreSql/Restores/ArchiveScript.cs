using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Turns an archive's entries into single statements, each held to be of a kind that pg_dump writes there.</summary>
internal sealed class ArchiveScript
{
    private const string SetAuthorization = "SET SESSION AUTHORIZATION ";

    private static readonly HashSet<string> Skipped = new(StringComparer.Ordinal)
    {
        // The session's own preamble takes the place of these.
        "ENCODING", "STDSTRINGS", "SEARCHPATH",

        // Rows, positions and statistics come from the backup's own files and from ANALYZE.
        "TABLE DATA", "SEQUENCE SET", "BLOBS", "STATISTICS DATA",

        // The database is made from the manifest.
        "DATABASE", "DATABASE PROPERTIES",
    };

    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal) { "CREATE", "ALTER", "COMMENT" };

    /// <summary>What a database's archive never makes or changes: they belong to the whole server.</summary>
    private static readonly HashSet<string> ServerWide = new(StringComparer.Ordinal) { "ROLE", "GROUP", "DATABASE", "TABLESPACE", "SYSTEM" };

    private static readonly HashSet<string> OfServer = new(StringComparer.Ordinal) { "DATABASE", "TABLESPACE", "PARAMETER" };

    private readonly Archive _archive;
    private readonly ArchiveRoles _roles;
    private readonly bool _tablespaces;
    private readonly ICollection<string> _notes;
    private readonly SqlDialect _dialect;
    private readonly Dictionary<int, ArchiveEntry> _byId;

    /// <param name="notes">Takes what is left out.</param>
    public ArchiveScript(Archive archive, ArchiveRoles roles, bool tablespaces, ICollection<string> notes)
    {
        _archive = archive;
        _byId = archive.Entries.ToDictionary(e => e.DumpId);
        _roles = roles;
        _tablespaces = tablespaces;
        _notes = notes;
        _dialect = archive.StandardStrings ? SqlDialect.PostgreSql : SqlDialect.PostgreSql | SqlDialect.BackslashStrings;
    }

    /// <summary>True where the restoring login is no superuser.</summary>
    public bool LendSchemas { get; init; }

    /// <summary>Every entry that has something to run, in the archive's order.</summary>
    /// <exception cref="DbaException">An entry holds a statement that has no business there.</exception>
    public IReadOnlyList<RestoreEntry> Build() =>
        [.. _archive.Entries.Where(e => !Skipped.Contains(e.Description) && !IsOfDatabase(e) && !IsLabel(e)).Select(Build).Where(e => e.Statements.Count > 0)];

    /// <summary>Labels mean something only to the module of the source's server that gave them, and fail where it is not loaded.</summary>
    private bool IsLabel(ArchiveEntry entry)
    {
        if (entry.Description != "SECURITY LABEL")
        {
            return false;
        }
        _notes.Add($"The security label on {entry.Tag} is left out: it belongs to a module of the source's server.");
        return true;
    }

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
        statements.AddRange(Owner(entry));
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

    /// <summary>Whoever gets an object must be allowed to make one in its schema, which only a superuser may pass over: others lend that for the moment.</summary>
    private IEnumerable<string> Owner(ArchiveEntry entry)
    {
        var statements = ArchiveOwner.Statements(entry, _roles).ToList();
        if (!LendSchemas || statements.Count == 0 || entry.Schema.Length == 0)
        {
            return statements;
        }
        var (schema, owner) = (PostgreSqlNames.Quote(entry.Schema), PostgreSqlNames.Quote(_roles.Target(entry.Owner)));
        return [$"GRANT CREATE ON SCHEMA {schema} TO {owner}", .. statements, $"REVOKE CREATE ON SCHEMA {schema} FROM {owner}"];
    }

    private IEnumerable<string> Definition(ArchiveEntry entry)
    {
        if (entry.Description == "BLOB METADATA")
        {
            return ArchiveLargeObjects.Ids(entry).Select(id => $"SELECT pg_catalog.lo_create({id}::pg_catalog.oid)");
        }
        var statements = Split(entry).Select(ColumnMarks.Remove).OfType<string>().Select(s => Check(entry, s));
        if (entry.Description is "ACL" && entry.Tag.StartsWith("LARGE OBJECTS ", StringComparison.Ordinal))
        {
            statements = ArchiveLargeObjects.PerObject(_archive, entry, statements);
        }
        return entry.Description is "ACL" or "ACL LANGUAGE" or "DEFAULT ACL" or "POLICY" or "USER MAPPING" ? statements.Select(s => AsRole(_roles.Map(s, _dialect))) : statements;
    }

    /// <summary>A grant made by another than the owner is made as that role. Taking on a role is enough for it, and needs no superuser.</summary>
    private static string AsRole(string statement) =>
        statement.StartsWith(SetAuthorization, StringComparison.Ordinal) ? $"SET ROLE {statement[SetAuthorization.Length..]}"
        : statement == "RESET SESSION AUTHORIZATION" ? "RESET ROLE"
        : statement;

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
        var all = SqlLexer.Read(statement, _dialect).Where(t => t.IsSignificant)
            .Select(t => t.Kind == SqlTokenKind.Word ? t.In(statement).ToString().ToUpperInvariant() : t.In(statement).ToString()).ToList();
        var words = all.Take(6).ToList();
        var allowed = words switch
        {
            ["CREATE", "USER", var next, ..] => next == "MAPPING",
            ["ALTER", "USER", var next, ..] => next == "MAPPING",
            // It must never call out by itself.
            ["CREATE", "SUBSCRIPTION", ..] => entry.Description == "SUBSCRIPTION" && Follow(all, "CONNECT", "=", "FALSE"),
            ["CREATE" or "ALTER", var kind, ..] => !ServerWide.Contains(kind),
            ["COMMENT", "ON", var kind, ..] => !ServerWide.Contains(kind),
            ["SELECT", "pg_catalog" or "PG_CATALOG", ".", "LO_CREATE", "(", _] => entry.Description == "BLOB",
            ["REFRESH", "MATERIALIZED", "VIEW", ..] => entry.Description == "MATERIALIZED VIEW DATA",
            ["SET" or "RESET", "SESSION", "AUTHORIZATION", ..] => entry.Description is "ACL" or "ACL LANGUAGE" or "DEFAULT ACL",
            // Without ON it makes members of roles, which belong to the whole server.
            ["GRANT" or "REVOKE", ..] => entry.Description is "ACL" or "ACL LANGUAGE" && all.IndexOf("ON") is var on and > 0 && on + 1 < all.Count && !OfServer.Contains(all[on + 1]),
            [var first, ..] => Allowed.Contains(first),
            _ => true,
        };
        return allowed ? statement : throw new DbaException(PostgreSqlRestoreErrors.StatementRefused(entry, $"it begins with {string.Join(' ', words.Take(3))}."));
    }

    private static bool Follow(List<string> words, params string[] wanted) =>
        Enumerable.Range(0, Math.Max(0, words.Count - wanted.Length + 1)).Any(at => words.Skip(at).Take(wanted.Length).SequenceEqual(wanted, StringComparer.Ordinal));
}
