using System.Runtime.CompilerServices;
using DbaPS.Backups;
using DbaPS.Capabilities;
using DbaPS.Databases;
using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.MySql.Backups;
using DbaPS.MySql.Drivers;
using DbaPS.MySql.Grants;
using DbaPS.MySql.SlowQueries;
using DbaPS.Servers;
using DbaPS.SlowQueries;
using DbaPS.Sql;
using DbaPS.SqlInvocation;

namespace DbaPS.MySql.Capabilities;

/// <summary>What this login and this server lack, with the least that adds it.</summary>
internal sealed class MySqlCapabilities(MySqlSession session) : ICapabilityProbe
{
    private string Account => MySqlNames.Account(session.User);

    public async IAsyncEnumerable<CapabilityNeed> ProbeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var statements = await StatementPrerequisites.ReadAsync(session, cancellationToken);
        foreach (var (need, sql) in statements.Missing)
        {
            yield return new CapabilityNeed(typeof(ISlowQuerySource), need, sql, Blocking: !statements.HasSlowLog);
        }
        if (!await CanReadAsync("performance_schema.table_io_waits_summary_by_index_usage", cancellationToken))
        {
            yield return new CapabilityNeed(typeof(IIndexSource), "the right to read how indexes are used", $"GRANT SELECT ON performance_schema.* TO {Account};", Blocking: false);
        }
        if (!await CanReadAsync("mysql.innodb_index_stats", cancellationToken))
        {
            yield return new CapabilityNeed(typeof(IIndexSource), "the right to read the size of each index", $"GRANT SELECT ON mysql.innodb_index_stats TO {Account};", Blocking: false);
        }
        var grants = await LoginGrants.ReadAsync(session, cancellationToken);
        if (!grants.Has("PROCESS"))
        {
            yield return new CapabilityNeed(typeof(IServerSource), "the right to see other sessions, and so replicas", $"GRANT PROCESS ON *.* TO {Account};", Blocking: false);
            yield return new CapabilityNeed(typeof(IDatabaseSource), "the right to see other sessions, to count them", $"GRANT PROCESS ON *.* TO {Account};", Blocking: false);
        }
        if (!(session.Database is { } place ? grants.Has("INDEX", place) || grants.Has("ALTER", place) : grants.Has("INDEX") || grants.Has("ALTER")))
        {
            var on = session.Database is { } database ? MySqlNames.Everything(database) : "*.*";
            yield return new CapabilityNeed(typeof(IIndexBuilder), "the right to alter tables", $"GRANT ALTER, INDEX, SELECT ON {on} TO {Account};", Blocking: true);
        }
        if (session.Database is not null)
        {
            var backup = await BackupRights.ReadAsync(session, cancellationToken);
            foreach (var (need, sql) in backup.Missing(await UnlockedAsync(cancellationToken)))
            {
                yield return new CapabilityNeed(typeof(IBackupSource), $"the right to read {need}", sql, Blocking: true);
            }
            foreach (var (need, sql) in backup.Wishes())
            {
                yield return new CapabilityNeed(typeof(IBackupSource), need, sql, Blocking: false);
            }
        }
        if (session.Driver.Lacks(MySqlDriverFeature.BulkLoad) is { } lack)
        {
            yield return new CapabilityNeed(typeof(IBulkCsv), $"a driver that loads in bulk ({lack}); rows are inserted by statements instead", null, Blocking: false);
        }
        else if (!await session.ReadFirstAsync(SqlScript.Load<MySqlCapabilities>("SqlInvocation/LocalInfile.sql"), row => row.Boolean("local_infile"), cancellationToken: cancellationToken))
        {
            yield return new CapabilityNeed(typeof(IBulkCsv), "local_infile, which is off; rows are inserted by statements instead", "SET GLOBAL local_infile = ON;", Blocking: false);
        }
    }

    /// <summary>Tables without transactions, which a backup must lock.</summary>
    private async Task<IReadOnlyList<string>> UnlockedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken);
        return [.. (await TableSources.ReadAsync(session, connection, cancellationToken)).Where(t => t.HasRows && !t.IsTransactional).Select(t => t.Name)];
    }

    private async Task<bool> CanReadAsync(string table, CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken);
        try
        {
            return await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, $"SELECT 1 FROM {table} LIMIT 0", cancellationToken)) <= 0;
        }
        catch (DbaException refused) when (refused.Error.Category == DbaErrorCategory.PermissionDenied)
        {
            return false;
        }
    }
}
