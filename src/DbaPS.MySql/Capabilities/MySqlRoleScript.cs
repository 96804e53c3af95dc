using System.Text;
using DbaPS.Capabilities;
using DbaPS.MySql.SlowQueries;
using DbaPS.Sql;

namespace DbaPS.MySql.Capabilities;

/// <summary>The account for DbaPS, as an administrator makes it: each right beside the cmdlets that need it.</summary>
internal sealed class MySqlRoleScript(MySqlSession session) : IRoleScript
{
    private static readonly string[] Listing = ["Get-DbaDatabase", "Get-DbaTable", "Get-DbaIndex"];

    public async Task<string> WriteAsync(string role, IReadOnlyCollection<string> cmdlets, CancellationToken cancellationToken)
    {
        var statements = await StatementPrerequisites.ReadAsync(session, cancellationToken);
        var databases = await DatabasesAsync(cancellationToken);
        var account = MySqlNames.Account(role);
        var script = new StringBuilder();
        Line($"-- A login for DbaPS on {session.Name}. Run it as an administrator.");
        Line("-- It is locked, since it has no password yet. To open it:");
        Line($"--   ALTER USER {account} IDENTIFIED BY '…' ACCOUNT UNLOCK;");
        Line($"CREATE USER IF NOT EXISTS {account} ACCOUNT LOCK;");
        if (Uses("Get-DbaServer", "Get-DbaDatabase", "Test-DbaServer"))
        {
            Line("-- Get-DbaServer, Get-DbaDatabase: other users' sessions, to find replicas and to count them.");
            Line($"GRANT PROCESS ON *.* TO {account};");
        }
        if (Uses(Listing) && !Uses("New-DbaIndex", "Backup-DbaDatabase"))
        {
            Line("-- Get-DbaDatabase, Get-DbaTable, Get-DbaIndex: a table is listed to who has some right on it. This one reads and changes nothing.");
            Databases("REFERENCES");
        }
        if (Uses("Get-DbaSlowQuery", "Get-DbaIndex", "New-DbaIndex"))
        {
            Line("-- Get-DbaSlowQuery, Get-DbaIndex, New-DbaIndex: statements, how indexes are used, how far a build is.");
            Line($"GRANT SELECT ON performance_schema.* TO {account};");
        }
        if (Uses("Get-DbaSlowQuery") && statements.HasSlowLog)
        {
            Line("-- Get-DbaSlowQuery: the slow log, where statements are not counted.");
            Line($"GRANT SELECT ON mysql.slow_log TO {account};");
        }
        if (Uses("Get-DbaSlowQuery"))
        {
            foreach (var (need, sql) in statements.Missing.Where(m => !m.FixSql.StartsWith("GRANT ", StringComparison.Ordinal)))
            {
                Line($"-- Get-DbaSlowQuery: {need}.");
                Line(sql);
            }
        }
        if (Uses("Get-DbaIndex", "New-DbaIndex"))
        {
            Line("-- Get-DbaIndex, New-DbaIndex: the size of each index.");
            Line($"GRANT SELECT ON mysql.innodb_index_stats TO {account};");
        }
        if (Uses("Backup-DbaDatabase"))
        {
            Line("-- Backup-DbaDatabase: every table, view, trigger, event and routine; a lock on tables without transactions; a moment in which the server stands still, and where its log stands then.");
            Databases("SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES");
            Line(session.Kind == MySqlDialect.MariaDb ? $"GRANT SELECT ON mysql.proc TO {account};" : $"GRANT SHOW_ROUTINE ON *.* TO {account};");
            Line($"GRANT {(session.Kind == MySqlDialect.MariaDb ? "RELOAD" : "RELOAD, REPLICATION CLIENT")} ON *.* TO {account};");
        }
        if (Uses("Restore-DbaDatabase"))
        {
            Line("-- Restore-DbaDatabase: not granted, since it takes all rights on the database it makes. To let it make one called shop, or that begins so:");
            Line($"--   GRANT ALL ON `shop%`.* TO {account};");
        }
        if (Uses("New-DbaIndex"))
        {
            Line("-- New-DbaIndex: making the index, and timing queries before and after.");
            Databases("ALTER, INDEX, SELECT");
        }
        return script.ToString().TrimEnd();

        void Line(string text) => script.Append(text.ReplaceLineEndings(" ")).Append('\n');

        void Databases(string rights)
        {
            foreach (var database in databases)
            {
                Line($"GRANT {rights} ON {MySqlNames.Everything(database)} TO {account};");
            }
        }

        bool Uses(params string[] names) => names.Any(n => cmdlets.Contains(n, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The session's database; without one, all that are not the server's own.</summary>
    private async Task<IReadOnlyList<string>> DatabasesAsync(CancellationToken cancellationToken)
    {
        var databases = new List<string>();
        var parameters = new Dictionary<string, object?> { ["database"] = session.Database };
        await foreach (var name in session.ReadAsync(SqlScript.Load<MySqlRoleScript>("Capabilities/RoleNeeds.sql"), row => row.Text("name"), parameters, cancellationToken))
        {
            databases.Add(name);
        }
        return databases;
    }
}
