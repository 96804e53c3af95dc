using System.Runtime.CompilerServices;
using DbaPS.Backups;
using DbaPS.Capabilities;
using DbaPS.Databases;
using DbaPS.Digests;
using DbaPS.Indexes;
using DbaPS.Restores;
using DbaPS.SlowQueries;
using DbaPS.Tables;

namespace DbaPS.SqlServer.Capabilities;

/// <summary>What this login lacks here, with the least that adds it: rights were split in 2022, and Azure SQL Database has none of the server's.</summary>
internal sealed class SqlServerCapabilities(SqlServerSession session) : ICapabilityProbe
{
    private string User => SqlServerNames.Quote(session.User);

    public async IAsyncEnumerable<CapabilityNeed> ProbeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var login = await LoginPrivileges.ReadAsync(session, cancellationToken);
        foreach (var need in (IEnumerable<CapabilityNeed>)[.. Seeing(login), .. Counting(login), .. BackingUp(login), .. Restoring(login)])
        {
            yield return need;
        }
    }

    private IEnumerable<CapabilityNeed> Seeing(LoginPrivileges login)
    {
        if (!login.ViewsDefinition)
        {
            var grant = $"GRANT VIEW DEFINITION TO {User};";
            yield return new(typeof(ITableSource), "VIEW DEFINITION in this database, for tables the login has no right on", grant, Blocking: false);
            yield return new(typeof(IIndexSource), "VIEW DEFINITION in this database, for tables the login has no right on", grant, Blocking: false);
        }
        if (!login.ViewsAnyDefinition && !session.Platform.IsAzureDatabase)
        {
            yield return new(typeof(IDatabaseSource), "VIEW ANY DEFINITION, for the sizes of databases", InMaster($"GRANT VIEW ANY DEFINITION TO {User};"), Blocking: false);
        }
    }

    private IEnumerable<CapabilityNeed> Counting(LoginPrivileges login)
    {
        var right = session.Platform.PerformanceRight;
        var grant = $"GRANT {right} TO {User};";
        (var has, right, grant) = session.Platform switch
        {
            { IsAzureDatabase: true } => (login.ViewsDatabaseState, $"{right} in this database", grant),
            { HasPerformanceState: true } => (login.ViewsServerState || login.ViewsServerPerformance, right, InMaster(grant)),
            _ => (login.ViewsServerState, right, InMaster(grant)),
        };
        if (!has)
        {
            yield return new(typeof(ISlowQuerySource), right, grant, Blocking: true);
            yield return new(typeof(IIndexSource), $"{right}, for how indexes are used", grant, Blocking: false);
            yield return new(typeof(IDatabaseSource), $"{right}, for the sessions in each database", grant, Blocking: false);
        }
    }

    private IEnumerable<CapabilityNeed> BackingUp(LoginPrivileges login)
    {
        if (session.Platform.IsAzureDatabase)
        {
            yield return new(typeof(IBackupSource), "a server that has BACKUP: Azure SQL Database backs up by itself; use its point-in-time restore", null, Blocking: true);
            yield break;
        }
        if (!login.BacksUp)
        {
            yield return new(typeof(IBackupSource), "BACKUP DATABASE in this database", $"ALTER ROLE db_backupoperator ADD MEMBER {User};", Blocking: true);
        }
        if (!login.ReadsAll)
        {
            var grant = $"ALTER ROLE db_datareader ADD MEMBER {User};";
            yield return new(typeof(IBackupSource), "SELECT on every table, for the content digests", grant, Blocking: false);
            yield return new(typeof(ITableDigester), "SELECT on every table", grant, Blocking: true);
        }
    }

    private IEnumerable<CapabilityNeed> Restoring(LoginPrivileges login)
    {
        if (session.Platform.IsAzureDatabase)
        {
            yield return new(typeof(IRestoreTarget), "a server that has RESTORE: on Azure SQL Database use point-in-time restore", null, Blocking: true);
            yield break;
        }
        if (!login.CreatesDatabases)
        {
            yield return new(typeof(IRestoreTarget), "CREATE ANY DATABASE", InMaster($"GRANT CREATE ANY DATABASE TO {User};"), Blocking: true);
        }
        if (!login.IsOwner)
        {
            yield return new(typeof(IIntegrityChecker), "membership of db_owner, for DBCC CHECKDB", $"ALTER ROLE db_owner ADD MEMBER {User};", Blocking: false);
        }
    }

    /// <summary>Rights of the server are granted in master.</summary>
    private static string InMaster(string grant) => $"USE master; {grant}";
}
