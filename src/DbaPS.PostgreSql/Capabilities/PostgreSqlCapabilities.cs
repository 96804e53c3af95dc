using System.Globalization;
using System.Runtime.CompilerServices;
using DbaPS.Backups;
using DbaPS.Capabilities;
using DbaPS.Databases;
using DbaPS.Errors;
using DbaPS.PostgreSql.Backups;
using DbaPS.PostgreSql.Sandboxes;
using DbaPS.PostgreSql.SlowQueries;
using DbaPS.Restores;
using DbaPS.Sandboxes;
using DbaPS.SlowQueries;

namespace DbaPS.PostgreSql.Capabilities;

/// <summary>What this login, this database and this machine lack, with the least that adds it.</summary>
internal sealed class PostgreSqlCapabilities : ICapabilityProbe
{
    private readonly PostgreSqlSession _session;

    public PostgreSqlCapabilities(PostgreSqlSession session) => _session = session;

    private string Role => PostgreSqlNames.Quote(_session.User);

    public async IAsyncEnumerable<CapabilityNeed> ProbeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var missing in (await StatementPrerequisites.ReadAsync(_session, cancellationToken)).Missing())
        {
            yield return new CapabilityNeed(typeof(ISlowQuerySource), missing.Need, missing.FixSql, Blocking: true);
        }
        var login = await LoginPrivileges.ReadAsync(_session, cancellationToken);
        foreach (var need in (IEnumerable<CapabilityNeed>)[.. Listing(login), .. BackingUp(login), .. Restoring(login)])
        {
            yield return need;
        }
        if (await DumpNeedAsync(cancellationToken) is { } dump)
        {
            yield return dump;
        }
        if (await SandboxNeedAsync(cancellationToken) is { } sandbox)
        {
            yield return sandbox;
        }
    }

    private async Task<CapabilityNeed?> DumpNeedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await DumpProgram.FindAsync(_session.Version.Major, folder: null, cancellationToken);
            return null;
        }
        catch (DbaException)
        {
            return new CapabilityNeed(typeof(IBackupSource), string.Create(CultureInfo.InvariantCulture, $"pg_dump {_session.Version.Major} or newer on this machine"), null, Blocking: true);
        }
    }

    private static async Task<CapabilityNeed?> SandboxNeedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ServerPrograms.FindAsync(major: null, toolPath: null, cancellationToken);
            return null;
        }
        catch (DbaException)
        {
            return new CapabilityNeed(typeof(ISandboxProvider), "PostgreSQL's server programs on this machine", null, Blocking: true);
        }
    }

    private static string Count(long number, string one, string several) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : several)}");

    private IEnumerable<CapabilityNeed> Listing(LoginPrivileges login)
    {
        if (login.HiddenSizes > 0)
        {
            yield return new(typeof(IDatabaseSource), $"the size of {Count(login.HiddenSizes, "database", "databases")} this login may not enter", $"GRANT pg_read_all_stats TO {Role};", Blocking: false);
        }
    }

    /// <summary>One membership covers schemas, tables and sequences, also those made later, and gives no right to write.</summary>
    private IEnumerable<CapabilityNeed> BackingUp(LoginPrivileges login)
    {
        List<(long Number, string One, string Several)> kinds =
            [(login.ClosedSchemas, "schema", "schemas"), (login.UnreadableTables, "table", "tables"), (login.UnreadableSequences, "sequence", "sequences")];
        var closed = kinds.Where(k => k.Number > 0).Select(k => Count(k.Number, k.One, k.Several)).ToList();
        if (closed.Count > 0)
        {
            yield return new(typeof(IBackupSource), $"the right to read {string.Join(", ", closed)}", $"GRANT pg_read_all_data TO {Role};", Blocking: true);
        }
        if (login.FilteredTables > 0)
        {
            yield return new(typeof(IBackupSource), $"every row of {Count(login.FilteredTables, "table", "tables")} with row security", $"ALTER ROLE {Role} BYPASSRLS;", Blocking: true);
        }
        if (login.UnreadableLargeObjects > 0)
        {
            // No role covers large objects: each is granted by itself.
            yield return new(typeof(IBackupSource), $"the right to read {Count(login.UnreadableLargeObjects, "large object", "large objects")}",
                $"DO $$ DECLARE id oid; BEGIN FOR id IN SELECT oid FROM pg_catalog.pg_largeobject_metadata LOOP EXECUTE pg_catalog.format('GRANT SELECT ON LARGE OBJECT %s TO %s', id, {PostgreSqlNames.Literal(Role)}); END LOOP; END $$;",
                Blocking: true);
        }
    }

    private IEnumerable<CapabilityNeed> Restoring(LoginPrivileges login)
    {
        if (!login.CreatesDatabases)
        {
            yield return new(typeof(IRestoreTarget), "the right to create databases", $"ALTER ROLE {Role} CREATEDB;", Blocking: true);
        }
        if (!login.CreatesRoles)
        {
            yield return new(typeof(IRestoreTarget), "the right to create roles, for -Roles Create", $"ALTER ROLE {Role} CREATEROLE;", Blocking: false);
        }
        if (!login.HasAmcheck)
        {
            yield return new(typeof(IIntegrityChecker), "the extension amcheck on the server's machine (postgresql-contrib)", null, Blocking: false);
        }
    }
}
