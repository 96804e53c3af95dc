using DbaPS.Capabilities;
using DbaPS.Sql;

namespace DbaPS.SqlServer.Capabilities;

/// <summary>The login for DbaPS, as an administrator makes it: each right beside the cmdlets that need it. One line is one statement, and all may run again.</summary>
internal sealed class SqlServerRoleScript(SqlServerSession session) : IRoleScript
{
    public async Task<string> WriteAsync(string role, IReadOnlyCollection<string> cmdlets, CancellationToken cancellationToken)
    {
        var tables = new List<string>();
        if (Uses("New-DbaIndex"))
        {
            var script = SqlScript.Load<SqlServerRoleScript>("Capabilities/RoleNeeds.sql");
            await foreach (var table in session.ReadAsync(script, row => SqlServerNames.Quote(row.Text("schema"), row.Text("name")), cancellationToken: cancellationToken))
            {
                tables.Add(table);
            }
        }
        return string.Join('\n', Lines().Select(l => l.ReplaceLineEndings(" ")));

        IEnumerable<string> Lines() => session.Platform.IsAzureDatabase ? [.. AzureUser(role), .. InDatabase(role, Uses, tables)] : [.. OnServer(role, Uses), .. InDatabase(role, Uses, tables)];

        bool Uses(params string[] names) => names.Any(n => cmdlets.Contains(n, StringComparer.OrdinalIgnoreCase));
    }

    private IEnumerable<string> OnServer(string role, Func<string[], bool> uses)
    {
        var name = SqlServerNames.Quote(role);
        yield return $"-- A login for DbaPS on {session.Name}. Run it as a member of sysadmin.";
        if (role.Contains('\\', StringComparison.Ordinal))
        {
            yield return "USE master;";
            yield return $"IF SUSER_ID({SqlServerNames.Literal(role)}) IS NULL CREATE LOGIN {name} FROM WINDOWS;";
        }
        else
        {
            yield return "-- It is disabled, and has a password that nobody knows. To open it:";
            yield return $"--   ALTER LOGIN {name} WITH PASSWORD = N'…'; ALTER LOGIN {name} ENABLE;";
            yield return "USE master;";
            yield return Make($"SUSER_ID({SqlServerNames.Literal(role)})", $"CREATE LOGIN {name} WITH PASSWORD = ", $"ALTER LOGIN {name} DISABLE;");
        }
        if (uses(["Get-DbaDatabase", "Get-DbaIndex", "Get-DbaSlowQuery", "New-DbaIndex"]))
        {
            yield return "-- Get-DbaDatabase, Get-DbaIndex, Get-DbaSlowQuery, New-DbaIndex: statements, how indexes are used, the sessions in each database.";
            yield return $"GRANT {session.Platform.PerformanceRight} TO {name};";
        }
        if (uses(["Get-DbaServer"]))
        {
            yield return "-- Get-DbaServer: whether its own session is encrypted.";
            yield return $"GRANT {(session.Platform.HasPerformanceState ? "VIEW SERVER SECURITY STATE" : "VIEW SERVER STATE")} TO {name};";
        }
        if (uses(["Get-DbaDatabase"]))
        {
            yield return "-- Get-DbaDatabase: the sizes of all databases. It shows every definition on the server, and no row.";
            yield return $"GRANT VIEW ANY DEFINITION TO {name};";
        }
        if (uses(["Restore-DbaDatabase", "Test-DbaRestore", "Test-DbaBackup"]))
        {
            yield return "-- Restore-DbaDatabase, Test-DbaRestore: a database of its own, which it then owns. Test-DbaBackup: the server reads a backup only for whom it would restore it.";
            yield return $"GRANT CREATE ANY DATABASE TO {name};";
        }
        if (uses(["Get-DbaDatabase", "Backup-DbaDatabase", "Get-DbaBackup", "Test-DbaBackup"]))
        {
            yield return "-- Get-DbaDatabase, Backup-DbaDatabase, Get-DbaBackup, Test-DbaBackup: what the server remembers of backups.";
            yield return "USE msdb;";
            yield return User(role);
            yield return $"GRANT SELECT ON dbo.backupset TO {name};";
            yield return $"GRANT SELECT ON dbo.backupmediafamily TO {name};";
        }
        yield return $"USE {SqlServerNames.Quote(session.Database!)};";
        yield return User(role);
    }

    /// <summary>Azure SQL Database has users that belong to no login; one that may not connect can't log in.</summary>
    private IEnumerable<string> AzureUser(string role)
    {
        var name = SqlServerNames.Quote(role);
        yield return $"-- A user for DbaPS on {session.Name}. Run it in the database {SqlServerNames.Quote(session.Database!)} as the server's administrator.";
        yield return "-- It may not connect yet, and has a password that nobody knows. To open it:";
        yield return $"--   ALTER USER {name} WITH PASSWORD = N'…'; GRANT CONNECT TO {name};";
        yield return $"-- For an identity of Entra ID make it first: CREATE USER {name} FROM EXTERNAL PROVIDER;";
        yield return Make($"DATABASE_PRINCIPAL_ID({SqlServerNames.Literal(role)})", $"CREATE USER {name} WITH PASSWORD = ", $"REVOKE CONNECT FROM {name};");
    }

    private IEnumerable<string> InDatabase(string role, Func<string[], bool> uses, List<string> tables)
    {
        var (name, isAzure) = (SqlServerNames.Quote(role), session.Platform.IsAzureDatabase);
        if (isAzure && uses(["Get-DbaDatabase", "Get-DbaIndex", "Get-DbaSlowQuery", "New-DbaIndex"]))
        {
            yield return "-- Get-DbaDatabase, Get-DbaIndex, Get-DbaSlowQuery, New-DbaIndex: statements, how indexes are used, the sessions.";
            yield return $"GRANT {session.Platform.PerformanceRight} TO {name};";
        }
        if (uses(["Get-DbaTable", "Get-DbaIndex", "New-DbaIndex", "Backup-DbaDatabase"]))
        {
            yield return "-- Get-DbaTable, Get-DbaIndex, New-DbaIndex, Backup-DbaDatabase: tables it has no other right on, and the definitions that a backup is compared by.";
            yield return $"GRANT VIEW DEFINITION TO {name};";
        }
        if (!isAzure && uses(["Backup-DbaDatabase"]))
        {
            yield return "-- Backup-DbaDatabase: the backup, which the server writes, and every row, for the digests that prove it.";
            yield return "--   The digests want SNAPSHOT transactions: ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON;";
            yield return $"ALTER ROLE db_backupoperator ADD MEMBER {name};";
            yield return $"ALTER ROLE db_datareader ADD MEMBER {name};";
        }
        if (tables.Count > 0)
        {
            yield return "-- New-DbaIndex: making the index, and timing queries before and after. There is no lesser right for it: who may index a table may also alter and empty it.";
            foreach (var table in tables)
            {
                yield return $"GRANT ALTER, SELECT ON {table} TO {name};";
            }
        }
        if (isAzure && uses(["Backup-DbaDatabase", "Restore-DbaDatabase"]))
        {
            yield return "-- Not granted: Azure SQL Database backs up by itself and has neither BACKUP nor RESTORE.";
        }
    }

    private static string User(string role) =>
        $"IF DATABASE_PRINCIPAL_ID({SqlServerNames.Literal(role)}) IS NULL CREATE USER {SqlServerNames.Quote(role)} FOR LOGIN {SqlServerNames.Quote(role)};";

    /// <summary>Makes a principal with a password of the server's own dice, which is written down nowhere.</summary>
    private static string Make(string id, string create, string close) =>
        $"IF {id} IS NULL BEGIN DECLARE @make nvarchar(max) = {SqlServerNames.Literal(create + "'")} + CONVERT(nvarchar(80), CRYPT_GEN_RANDOM(32), 1) + {SqlServerNames.Literal($"'; {close}")}; EXEC (@make); END;";
}
