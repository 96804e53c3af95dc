using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.PostgreSql.Backups;

/// <summary>Takes one backup of a snapshot that is held: schema, rows, large objects, and what the database needs from its server.</summary>
/// <param name="limit">How long pg_dump may wait for a lock of a session that does not wait for us.</param>
internal sealed class SnapshotBackup(PostgreSqlSession session, SnapshotHolder holder, DumpProgram program, BackupJob job, IPipeline pipeline, TimeSpan limit)
{
    private const string SerializationFailure = "40001";
    private const string Deadlock = "40P01";
    private const string Unreachable = "ServerUnreachable";

    private readonly List<BackupOmission> _omitted = [];
    private CatalogueStamp? _stamp;

    /// <summary>True once schema and locks are in hand, and only rows are left to read.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>
    /// First the schema, as fast as can be: until pg_dump holds its own locks, whoever comes for an exclusive one puts an end to this
    /// attempt. From then on the rows are read, beside the rest of the schema.
    /// </summary>
    /// <exception cref="DbaException">It failed; after <c>BackupExclusiveLockAwaited</c>, <c>BackupCatalogueRestless</c> and <c>BackupRecoveryConflict</c> a new snapshot may do better.</exception>
    public async Task<BackupManifest> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(cancellationToken);
        }
        catch (DbaException failure) when (failure.Error.Id is not (PostgreSqlBackupErrors.ExclusiveLockAwaitedId or PostgreSqlBackupErrors.CatalogueRestlessId))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await ExplainAsync(failure, cancellationToken) is { } explained)
            {
                throw explained;
            }
            throw;
        }
    }

    private async Task<BackupManifest> ReadAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var settled = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        await using var reader = await SnapshotConnection.BeginAsync(session, holder.Snapshot, job.Request.LockTimeout, cancellationToken);
        var tables = holder.Relations.Where(r => r.IsLockable).ToList();
        var dump = new SchemaDump(session, program, holder.Snapshot, job)
        {
            Tables = tables.Count,
            Excluded = [.. holder.Relations.Where(r => !r.Readable && r.Kind != 'S').Select(r => r.Quoted)],
            RawEncoding = holder.Connection.IsRaw,
        };
        var watch = new LockWatch(session, dump.Name, holder.Connection.Connection.ProcessID, reader.Connection.ProcessID,
            tables.Where(r => r.Readable && !r.IsExtension).Select(r => (long?)r.Id).Max(), limit);
        try
        {
            var schema = Stopping(stop, dump.RunAsync);
            var objects = Stopping(stop, token => SchemaObjects.ListAsync(reader, token));
            var watching = Stopping(stop, async _ => await watch.RunUntilAsync(settled.Token));
            var found = Stopping(stop, FindAsync);
            var settling = Stopping(stop, async token =>
            {
                await Task.WhenAll(schema, objects, found);
                await settled.CancelAsync();
                Hold(_stamp!.FirstChange(await CatalogueStamp.ReadAsync(session, token)));
                return IsSettled = true;
            });
            var rows = Stopping(stop, async token =>
            {
                var crew = new BackupCrew(session, holder, job, pipeline, (await found).Read);
                await Task.WhenAny(watch.Locked, schema).WaitAsync(token);
                await crew.RunAsync(token);
                return crew;
            });
            var rest = Stopping(stop, async token =>
            {
                await found;
                return await ReadRestAsync(reader, await objects, token);
            });
            await TaskFailures.FirstAsync([watching, schema, objects, found, settling, rows, rest], cancellationToken);
            foreach (var warning in await schema)
            {
                pipeline.Verbose(warning);
            }
            return await CompleteAsync(await found, await rows, await rest, cancellationToken);
        }
        catch
        {
            await watch.EndDumpAsync();
            throw;
        }
    }

    /// <summary>What there is to read, on the holder's connection while pg_dump comes to its locks.</summary>
    private async Task<Contents> FindAsync(CancellationToken cancellationToken)
    {
        // The sequences first: read any later, their positions would still be right, only further on.
        var sequences = await ServerCatalogue.SequencesAsync(session, holder.Connection, cancellationToken);
        _stamp = await CatalogueStamp.ReadAsync(holder.Connection, cancellationToken);
        var tables = await TableSources.ReadAsync(session, holder.Connection, cancellationToken);
        job.Request.CheckPatterns(session.Database ?? "", tables.Select(t => ((string?)t.Schema, t.Name)));
        var properties = await ServerCatalogue.PropertiesAsync(holder.Connection, cancellationToken);
        foreach (var missing in await BackupRights.MissingAsync(holder.Connection, cancellationToken))
        {
            _omitted.Add(new BackupOmission(missing.Kind, missing.Schema is null ? missing.Name : $"{missing.Schema}.{missing.Name}", "this login may not read it", Asked: false));
        }
        return new Contents(sequences, tables, [.. tables.Where(WantsRows)], properties);
    }

    private async Task<BackupManifest> CompleteAsync(Contents contents, BackupCrew crew, ServerPart server, CancellationToken cancellationToken)
    {
        var views = await new ViewDigests(session, holder, job, pipeline).ReadAsync(contents.Tables, cancellationToken);
        // Labels and names in rows are of the moment they were sent; the schema's are of the snapshot.
        var names = contents.Tables.Any(t => t.Columns.Any(c => c.Type.StartsWith("reg", StringComparison.Ordinal)));
        Hold(_stamp!.FirstRenamed(await CatalogueStamp.ReadAsync(session, cancellationToken), names));
        return Build(contents.Properties, server) with
        {
            Sequences = contents.Sequences,
            Tables = [.. contents.Tables.Select(t => crew.TryGet(t) ?? views.GetValueOrDefault(t.Id) ?? t.ToManifest("none")).OrderBy(t => t.Schema, StringComparer.Ordinal).ThenBy(t => t.Name, StringComparer.Ordinal)],
        };
    }

    private void Hold(string? changed)
    {
        if (changed is not null)
        {
            throw new DbaException(PostgreSqlBackupErrors.CatalogueRestless(session.Name, changed));
        }
    }

    /// <summary>What lies behind a failure when it is one that a new snapshot may get past; null when it is what it seems.</summary>
    private async Task<DbaException?> ExplainAsync(DbaException failure, CancellationToken cancellationToken)
    {
        if (holder.After.InRecovery && (failure.Error.NativeCode == SerializationFailure || failure.Error.Id is Unreachable or PostgreSqlBackupErrors.DumpFailedId))
        {
            return new DbaException(PostgreSqlBackupErrors.RecoveryConflict(session.Name, failure));
        }
        if (failure.Error.NativeCode is SnapshotConnection.LockNotAvailable or Deadlock)
        {
            return new DbaException(PostgreSqlBackupErrors.ExclusiveLockAwaited(session.Name, failure.Message));
        }
        if (_stamp is null || (failure.Error.NativeCode is null && failure.Error.Id != PostgreSqlBackupErrors.DumpFailedId))
        {
            return null;
        }
        try
        {
            return _stamp.FirstChange(await CatalogueStamp.ReadAsync(session, cancellationToken)) is { } changed
                ? new DbaException(PostgreSqlBackupErrors.CatalogueRestless(session.Name, $"{changed}, and so {failure.Message}"))
                : null;
        }
        catch (DbaException)
        {
            // The first failure says more than that the server can't be asked about it.
            return null;
        }
    }

    private BackupManifest Build(IReadOnlyDictionary<string, string?> properties, ServerPart server) => new()
    {
        BackupId = job.BackupId,
        Method = BackupMethods.Logical,
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
    private async Task<ServerPart> ReadRestAsync(SnapshotConnection connection, IReadOnlyList<BackupSchemaObject> objects, CancellationToken cancellationToken)
    {
        var roles = await ServerCatalogue.RolesAsync(connection, job.Request.IncludePasswordHashes, cancellationToken);
        return new ServerPart(
            objects,
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
        return new BackupLargeObjects
        {
            Count = reader.Count,
            Files = [file.Complete().Path],
            Rights = program.Major >= LargeObjectRights.FirstWithout ? await LargeObjectRights.WriteAsync(connection, job, cancellationToken) : null,
            Digest = reader.Digest.Build().Serialize(),
        };
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

    /// <param name="Tables">All tables.</param>
    /// <param name="Read">Those whose rows are wanted.</param>
    private sealed record Contents(IReadOnlyList<BackupSequence> Sequences, IReadOnlyList<TableSource> Tables, IReadOnlyList<TableSource> Read, IReadOnlyDictionary<string, string?> Properties);

    private sealed record ServerPart(
        IReadOnlyList<BackupSchemaObject> Objects, IReadOnlyList<BackupRole> Roles, IReadOnlyList<BackupTablespace> Tablespaces, IReadOnlyList<BackupExtension> Extensions,
        IReadOnlyList<BackupSetting> Settings, IReadOnlyList<BackupOmission> Gaps, BackupLargeObjects? LargeObjects);
}
