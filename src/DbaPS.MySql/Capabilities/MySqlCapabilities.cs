using System.Runtime.CompilerServices;
using DbaPS.Capabilities;
using DbaPS.Databases;
using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.MySql.Drivers;
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
        var grants = await GrantsAsync(cancellationToken);
        if (!Has(grants, "PROCESS"))
        {
            yield return new CapabilityNeed(typeof(IServerSource), "the right to see other sessions, and so replicas", $"GRANT PROCESS ON *.* TO {Account};", Blocking: false);
            yield return new CapabilityNeed(typeof(IDatabaseSource), "the right to see other sessions, to count them", $"GRANT PROCESS ON *.* TO {Account};", Blocking: false);
        }
        if (!Has(grants, "INDEX") && !Has(grants, "ALTER"))
        {
            var on = session.Database is { } database ? MySqlNames.Everything(database) : "*.*";
            yield return new CapabilityNeed(typeof(IIndexBuilder), "the right to alter tables", $"GRANT ALTER, INDEX, SELECT ON {on} TO {Account};", Blocking: true);
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

    /// <summary>As far as SHOW GRANTS tells: on everything, or on the session's database or a table in it.</summary>
    private static bool Has(IReadOnlyList<string> grants, string privilege) => grants.Any(grant =>
    {
        var on = grant.IndexOf(" ON ", StringComparison.OrdinalIgnoreCase);
        return grant.StartsWith("GRANT ", StringComparison.OrdinalIgnoreCase) && on > 0
            && grant[6..on].Split(',', StringSplitOptions.TrimEntries).Any(p => p.Equals(privilege, StringComparison.OrdinalIgnoreCase) || p.StartsWith("ALL PRIVILEGES", StringComparison.OrdinalIgnoreCase));
    });

    private async Task<IReadOnlyList<string>> GrantsAsync(CancellationToken cancellationToken)
    {
        var grants = new List<string>();
        await using var connection = await session.OpenAsync(cancellationToken);
        await using var command = MySqlSession.Command(connection, "SHOW GRANTS");
        await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
        while (await session.TryAsync(() => reader.ReadAsync(cancellationToken)))
        {
            grants.Add(reader.GetString(0));
        }
        return grants;
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
