using System.Data.Common;
using System.Diagnostics;
using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.MySql.Definitions;
using DbaPS.Pipeline;

namespace DbaPS.MySql.Backups;

/// <summary>
/// Full logical backups: statements by SHOW CREATE, rows as LOAD DATA reads them, all of one moment. The definitions are read before and
/// after that moment, and must be the same: they come from no snapshot.
/// </summary>
internal sealed class MySqlBackups(MySqlSession session) : IBackupSource
{
    /// <summary>
    /// A FLUSH TABLES of others waits for the tables that are held locked here, and whoever opens one of them waits for that FLUSH: to wait
    /// for it would be to wait for ourselves.
    /// </summary>
    private static readonly TimeSpan WaitWhileLocked = TimeSpan.FromSeconds(2);

    public async Task<BackupPlan> PlanAsync(BackupRequest request, CancellationToken cancellationToken)
    {
        var rights = await BackupRights.ReadAsync(session, cancellationToken);
        await using var connection = await OpenAsync(request.LockTimeout, cancellationToken);
        var tables = await TableSources.ReadAsync(session, connection, cancellationToken);
        request.CheckPatterns(session.RequiredDatabase, tables.Select(t => ((string?)session.Database, t.Name)));
        var wanted = tables.Where(t => t.HasRows && request.WantsRows(session.Database, t.Name)).ToList();
        rights.Check(request, [.. wanted.Where(t => !t.IsTransactional).Select(t => t.Name)]);
        return new BackupPlan(BackupMethods.Logical, wanted.Sum(t => t.Bytes ?? 0), wanted.Count);
    }

    public async Task<BackupManifest> BackUpAsync(BackupJob job, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var rights = await BackupRights.ReadAsync(session, cancellationToken);
        if (!rights.CanHold)
        {
            pipeline.Warning($"{session.Name}: '{session.User}' may not hold the server still for a moment, so one connection reads alone. Let several: {rights.HoldGrant}");
        }
        var clock = Stopwatch.StartNew();
        while (true)
        {
            IReadOnlyList<Definition> before;
            IReadOnlyList<TableSource> tables;
            await using (var first = await OpenAsync(job.Request.LockTimeout, cancellationToken))
            {
                before = await new DefinitionReader(session, first).ReadAsync(cancellationToken);
                tables = await TableSources.ReadAsync(session, first, cancellationToken);
            }
            var contents = new BackupContents(session, job.Request, rights, tables);
            await using var snapshot = await Snapshot.TakeAsync(session, job.Request, rights.CanHold, contents.Locked, pipeline, cancellationToken);
            await using var connection = await OpenAsync(WaitWhileLocked, cancellationToken);
            var reader = new DefinitionReader(session, connection);
            IReadOnlyList<Definition> after = [];
            string? change;
            try
            {
                after = await reader.ReadAsync(cancellationToken);
                change = FirstChange(before, after) ?? FirstChange(tables, await TableSources.ReadAsync(session, connection, cancellationToken));
            }
            catch (DbaException busy) when (busy.Error.Category == DbaErrorCategory.ResourceBusy)
            {
                change = busy.Message;
            }
            if (change is not null)
            {
                if (clock.Elapsed > job.Request.LockTimeout)
                {
                    throw new DbaException(MySqlBackupErrors.DefinitionsRestless(session.Name, change));
                }
                pipeline.Verbose($"Definitions changed meanwhile: {change}. Beginning again.");
                continue;
            }
            var crew = new BackupCrew(session, snapshot, job, pipeline, contents.Wanted, after.Where(d => d.Kind == "table").ToDictionary(d => d.Name, d => d.Sql, StringComparer.Ordinal));
            await crew.RunAsync(cancellationToken);
            return await new ManifestWriter(session, job, contents, snapshot).WriteAsync(after, reader.Unreadable, crew, cancellationToken);
        }
    }

    /// <summary>The first object that is gone, new or another; null when all are as they were.</summary>
    private static string? FirstChange(IReadOnlyList<Definition> before, IReadOnlyList<Definition> after)
    {
        var now = after.ToDictionary(d => (d.Kind, d.Name));
        foreach (var old in before)
        {
            if (!now.Remove((old.Kind, old.Name), out var found) || Plain(old) != Plain(found))
            {
                return old.ToString();
            }
        }
        return now.Values.FirstOrDefault()?.ToString();

        static Definition Plain(Definition definition) => definition with
        {
            Next = null,
            Round = 0,
            Sql = definition.Kind == "table" ? DefinitionText.WithoutCounter(definition.Sql) : definition.Sql,
        };
    }

    /// <summary>The first table that another was put in the place of.</summary>
    private static string? FirstChange(IReadOnlyList<TableSource> before, IReadOnlyList<TableSource> after)
    {
        var now = after.ToDictionary(t => t.Name, t => t.Created, StringComparer.Ordinal);
        return before.FirstOrDefault(t => now.GetValueOrDefault(t.Name) != t.Created)?.Name;
    }

    /// <summary>A connection that waits no longer than that for a table that others hold.</summary>
    private async Task<DbConnection> OpenAsync(TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        var connection = await session.OpenAsync(cancellationToken);
        try
        {
            await Snapshot.LimitWaitAsync(session, connection, lockTimeout, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
