using System.Text;
using DbaPS.Capabilities;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Capabilities;

/// <summary>The role for DbaPS, as an administrator makes it: each right beside the cmdlets that need it.</summary>
internal sealed class PostgreSqlRoleScript : IRoleScript
{
    private static readonly string[] Building = ["New-DbaIndex", "Restore-DbaDatabase"];

    private readonly PostgreSqlSession _session;

    public PostgreSqlRoleScript(PostgreSqlSession session) => _session = session;

    public async Task<string> WriteAsync(string role, IReadOnlyCollection<string> cmdlets, CancellationToken cancellationToken)
    {
        var found = new List<(string Kind, string Name)>();
        await foreach (var row in _session.ReadAsync(SqlScript.Load<PostgreSqlRoleScript>("Capabilities/RoleNeeds.sql"), r => (r.Text("kind"), r.Text("name")), cancellationToken: cancellationToken))
        {
            found.Add(row);
        }
        var quoted = PostgreSqlNames.Quote(role);
        var script = new StringBuilder();
        Line($"-- A login for DbaPS on {_session.Name}. Run it in the database {_session.Database} as a superuser.");
        Line("-- Its password is not in here: set one with \\password, or let it log in by certificate or Kerberos.");
        Line($"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {PostgreSqlNames.Literal(role)}) THEN CREATE ROLE {quoted} LOGIN; END IF; END $$;");
        Line($"GRANT CONNECT ON DATABASE {PostgreSqlNames.Quote(_session.Database!)} TO {quoted};");
        if (Uses("Get-DbaDatabase", "Get-DbaServer", "Get-DbaSlowQuery", "Get-DbaIndex", "Get-DbaTable"))
        {
            Line("-- Get-Dba…: sizes, settings and other users' statements.");
            Line($"GRANT pg_monitor TO {quoted};");
        }
        if (Uses("Get-DbaSlowQuery"))
        {
            Line("-- Get-DbaSlowQuery: the counters; shared_preload_libraries must hold pg_stat_statements (restart).");
            Line("CREATE EXTENSION IF NOT EXISTS pg_stat_statements;");
        }
        if (Uses("Backup-DbaDatabase"))
        {
            Line("-- Backup-DbaDatabase: every table and sequence, also those made later; no right to write.");
            Line($"GRANT pg_read_all_data TO {quoted};");
            if (Has("rowsecurity"))
            {
                Line("-- Some tables have row security; a backup needs every row.");
                Line($"ALTER ROLE {quoted} BYPASSRLS;");
            }
            if (Has("largeobject"))
            {
                Line("-- No role covers large objects: each is granted by itself, later ones too.");
                Line($"DO $$ DECLARE id oid; BEGIN FOR id IN SELECT oid FROM pg_catalog.pg_largeobject_metadata LOOP EXECUTE pg_catalog.format('GRANT SELECT ON LARGE OBJECT %s TO %I', id, {PostgreSqlNames.Literal(role)}); END LOOP; END $$;");
            }
        }
        if (Uses("Restore-DbaDatabase"))
        {
            Line("-- Restore-DbaDatabase: a database of its own. -Roles Create would need CREATEROLE too.");
            Line($"ALTER ROLE {quoted} CREATEDB;");
        }
        if (Uses(Building))
        {
            Line("-- New-DbaIndex, and owners of restored objects: only an owner may index a table, in a schema it may create in.");
            foreach (var (_, owner) in found.Where(f => f.Kind == "owner"))
            {
                Line($"GRANT {PostgreSqlNames.Quote(owner)} TO {quoted};");
            }
            foreach (var (_, schema) in found.Where(f => f.Kind == "schema"))
            {
                Line($"GRANT USAGE, CREATE ON SCHEMA {PostgreSqlNames.Quote(schema)} TO {quoted};");
            }
            foreach (var (_, superuser) in found.Where(f => f.Kind == "superuser"))
            {
                Line($"-- Not granted: {PostgreSqlNames.Quote(superuser).ReplaceLineEndings(" ")} owns tables and is a superuser. Give them another owner to have them indexed.");
            }
        }
        return script.ToString().TrimEnd();

        void Line(string text) => script.Append(text).Append('\n');

        bool Uses(params string[] names) => names.Any(n => cmdlets.Contains(n, StringComparer.OrdinalIgnoreCase));

        bool Has(string kind) => found.Exists(f => f.Kind == kind);
    }
}
