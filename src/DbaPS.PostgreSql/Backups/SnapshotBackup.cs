using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.PostgreSql.Backups;

/// <summary>Takes one backup of a snapshot that is held: schema, rows, large objects, and what the database needs from its server.</summary>
internal sealed class SnapshotBackup(PostgreSqlSession session, SnapshotHolder holder, DumpProgram program, BackupJob job, IPipeline pipeline)
{
    private readonly List<BackupOmission> _omitted = [];

    public async Task<BackupManifest> RunAsync(CancellationToken cancellationToken)
    {
        // The sequences first: read any later, their positions would still be right, only further on.
        var sequences = await ServerCatalogue.SequencesAsync(session, holder.Connection, cancellationToken);
        var tables = await TableSources.ReadAsync(session, holder.Connection, cancellationToken);
        var properties = await ServerCatalogue.PropertiesAsync(holder.Connection, cancellationToken);
        foreach (var missing in await BackupRights.MissingAsync(holder.Connection, cancellationToken))
        {
            _omitted.Add(new BackupOmission(missing.Kind, missing.Schema is null ? missing.Name : $"{missing.Schema}.{missing.Name}", "this login may not read it", Asked: false));
        }
        var read = tables.Where(WantsRows).ToList();
        var excluded = tables.Where(t => !t.IsReadable).Select(t => t.Quoted).ToList();

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var crew = new BackupCrew(session, holder, job, pipeline, read);
        var schema = Stopping(stop, token => SchemaDump.RunAsync(session, program, holder.Snapshot, excluded, properties.GetValueOrDefault("encoding") == "SQL_ASCII", job, token));
        var rows = Stopping(stop, async token =>
        {
            await crew.RunAsync(token);
            return true;
        });
        var rest = Stopping(stop, ReadRestAsync);
        await TaskFailures.FirstAsync([schema, rows, rest], cancellationToken);
        foreach (var warning in await schema)
        {
            pipeline.Verbose(warning);
        }
        var server = await rest;
        var views = await DigestViewsAsync([.. tables.Where(t => t.RelationKind == 'm' && t.IsReadable)], cancellationToken);
        return Build(properties, server) with
        {
            Sequences = sequences,
            Tables = [.. tables.Select(t => crew.TryGet(t) ?? views.GetValueOrDefault(t.Id) ?? t.ToManifest("none")).OrderBy(t => t.Schema, StringComparer.Ordinal).ThenBy(t => t.Name, StringComparer.Ordinal)],
        };
    }

    private BackupManifest Build(IReadOnlyDictionary<string, string?> properties, ServerPart server) => new()
    {
        BackupId = job.BackupId,
        Method = "Logical",
        SchemaTool = $"pg_dump {program.Version}",
        Engine = job.Origin.Engine.Name,
        ServerVersion = session.Version.Text,
        Server = session.Name,
        Database = session.Database,
        Start = job.Start,
        SnapshotAt = holder.Before.At,
        FromPosition = holder.Before.Position,
        ToPosition = holder.After.Position,
        Timeline = holder.After.Timeline,
        SystemIdentifier = holder.After.SystemIdentifier,
        DigestKeyId = job.Hasher.KeyId,
        Properties = properties,
        Objects = server.Objects,
        LargeObjects = server.LargeObjects,
        Roles = server.Roles,
        Tablespaces = server.Tablespaces,
        Extensions = server.Extensions,
        Settings = server.Settings,
        Omitted = [.. _omitted, .. server.Gaps],
    };

    /// <summary>True where a table's rows go into the backup; notes why not.</summary>
    private bool WantsRows(TableSource table)
    {
        if (table.RelationKind == 'f')
        {
            _omitted.Add(new BackupOmission("rows", table.DisplayName, "a foreign table's rows belong to another server", Asked: true));
        }
        if (table.RelationKind != 'r' || !table.IsReadable || table.IsFiltered)
        {
            return false;
        }
        if (table.IsUnlogged && holder.After.InRecovery)
        {
            _omitted.Add(new BackupOmission("rows", table.DisplayName, "a standby has no rows of unlogged tables; back up from the primary", Asked: false));
            return false;
        }
        if (!job.Request.WantsRows(table.Schema, table.Name))
        {
            _omitted.Add(new BackupOmission("rows", table.DisplayName, "left out as asked", Asked: true));
            return false;
        }
        return true;
    }

    /// <summary>Everything but schema and rows, on a connection of its own so that nobody waits for it.</summary>
    private async Task<ServerPart> ReadRestAsync(CancellationToken cancellationToken)
    {
        await using var connection = await SnapshotConnection.BeginAsync(session, holder.Snapshot, job.Request.LockTimeout, cancellationToken);
        var roles = await ServerCatalogue.RolesAsync(connection, job.Request.IncludePasswordHashes, cancellationToken);
        return new ServerPart(
            await SchemaObjects.ListAsync(connection, cancellationToken),
            roles,
            await ServerCatalogue.TablespacesAsync(connection, cancellationToken),
            await ServerCatalogue.ExtensionsAsync(connection, cancellationToken),
            await ServerCatalogue.SettingsAsync(connection, roles, cancellationToken),
            await ServerCatalogue.GapsAsync(connection, cancellationToken),
            await ReadLargeObjectsAsync(connection, cancellationToken));
    }

    private async Task<BackupLargeObjects?> ReadLargeObjectsAsync(SnapshotConnection connection, CancellationToken cancellationToken)
    {
        if (await connection.ScalarAsync("SELECT 1 FROM pg_catalog.pg_largeobject_metadata LIMIT 1", cancellationToken) is null
            || _omitted.Any(o => o.Kind == "large object"))
        {
            return null;
        }
        var reader = new LargeObjectReader(session, connection, job.Hasher);
        await using var file = job.Writer.CreateFile("large-objects/lo00000", "large-objects", job.Codec);
        await reader.ReadAsync(file, cancellationToken);
        return new BackupLargeObjects { Count = reader.Count, Files = [file.Complete().Path], Digest = reader.Digest.Build().Serialize() };
    }

    /// <summary>
    /// Materialized views are computed again by a restore; their digests tell whether that gave the same rows. One that is being refreshed
    /// goes without: it is no loss.
    /// </summary>
    private async Task<Dictionary<long, BackupTable>> DigestViewsAsync(IReadOnlyList<TableSource> views, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, BackupTable>();
        foreach (var view in views.Where(v => v.IsPopulated && job.Request.WantsRows(v.Schema, v.Name)))
        {
            await holder.Connection.ExecuteAsync("SAVEPOINT dbaps_view", cancellationToken);
            try
            {
                var parser = CopyReader.Parser(view, job.Hasher, out var sink);
                var chunk = new CopyChunk(view, null, null, 0, view.Bytes ?? 0);
                await CopyReader.ReadAsync(session, holder.Connection.Connection, chunk, [.. view.Columns.Select(c => c.Name)], view.IsBinary, parser, null, cancellationToken);
                var digest = sink.Builder.Build();
                found[view.Id] = view.ToManifest("none") with { Rows = digest.RowCount, Digest = digest.Serialize() };
                await holder.Connection.ExecuteAsync("RELEASE SAVEPOINT dbaps_view", cancellationToken);
            }
            catch (DbaException failure) when (failure.Error.NativeCode == SnapshotConnection.LockNotAvailable)
            {
                await holder.Connection.ExecuteAsync("ROLLBACK TO SAVEPOINT dbaps_view", cancellationToken);
                pipeline.Verbose($"No digest of the materialized view {view.DisplayName}: it is being refreshed.");
            }
        }
        return found;
    }

    private static async Task<T> Stopping<T>(CancellationTokenSource stop, Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return await Task.Run(() => work(stop.Token), stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private sealed record ServerPart(
        IReadOnlyList<BackupSchemaObject> Objects, IReadOnlyList<BackupRole> Roles, IReadOnlyList<BackupTablespace> Tablespaces, IReadOnlyList<BackupExtension> Extensions,
        IReadOnlyList<BackupSetting> Settings, IReadOnlyList<BackupOmission> Gaps, BackupLargeObjects? LargeObjects);
}
