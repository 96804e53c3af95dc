using System.Globalization;
using DbaPS.Errors;

namespace DbaPS.PostgreSql.Backups;

/// <summary>
/// The transaction that exports the snapshot. It locks every table before the snapshot is taken, and keeps the locks: a snapshot alone does
/// not survive TRUNCATE or a rewriting ALTER, which empty or replace the table for older snapshots too.
/// </summary>
internal sealed class SnapshotHolder : IAsyncDisposable
{
    private const int Attempts = 50;
    private const int LockBatch = 200;
    private const string UndefinedTable = "42P01";
    private const string UndefinedSchema = "3F000";

    private SnapshotHolder(SnapshotConnection connection, string snapshot, IReadOnlyList<HeldRelation> relations, LogPosition before, LogPosition after)
    {
        Connection = connection;
        Snapshot = snapshot;
        Relations = relations;
        Before = before;
        After = after;
    }

    public SnapshotConnection Connection { get; }

    /// <summary>The name by which others import it.</summary>
    public string Snapshot { get; }

    /// <summary>Every relation of the snapshot.</summary>
    public IReadOnlyList<HeldRelation> Relations { get; }

    public LogPosition Before { get; }

    public LogPosition After { get; }

    /// <summary>Locks, looks again until nothing has changed, and takes the snapshot.</summary>
    /// <exception cref="DbaException">A lock was not to be had in time, or the catalogue never came to rest.</exception>
    public static async Task<SnapshotHolder> TakeAsync(PostgreSqlSession session, TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
#pragma warning disable CA2000 // The holder owns it once there is one; every other way out disposes of it.
            var connection = await SnapshotConnection.BeginAsync(session, null, lockTimeout, cancellationToken);
            try
            {
                if (await TryTakeAsync(session, connection, cancellationToken) is { } holder)
                {
                    return holder;
                }
            }
#pragma warning restore CA2000
            catch (DbaException failure) when (failure.Error.NativeCode is UndefinedTable or UndefinedSchema && attempt < Attempts)
            {
                // Dropped or renamed between the listing and the lock: look again.
            }
            catch (DbaException failure) when (failure.Error.NativeCode == SnapshotConnection.LockNotAvailable)
            {
                await connection.DisposeAsync();
                throw new DbaException(PostgreSqlBackupErrors.LockNotHad(session.Name, lockTimeout, failure));
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
            await connection.DisposeAsync();
            if (attempt >= Attempts)
            {
                throw new DbaException(PostgreSqlBackupErrors.CatalogueRestless(session.Name));
            }
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(20 * attempt, 500)), cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private static async Task<SnapshotHolder?> TryTakeAsync(PostgreSqlSession session, SnapshotConnection connection, CancellationToken cancellationToken)
    {
        var locked = new HashSet<(long, string, string)>();
        IReadOnlyList<HeldRelation> listed = [];
        while (true)
        {
            // Listed from outside: a query inside would take the snapshot before the locks are there.
            var now = await ListAsync(session, cancellationToken);
            var added = now.Where(r => r.IsLockable && r.Readable && !locked.Contains((r.Id, r.Schema, r.Name))).ToList();
            if (added.Count == 0 && Held(now).SequenceEqual(Held(listed)))
            {
                break;
            }
            foreach (var batch in added.Chunk(LockBatch))
            {
                await connection.ExecuteAsync($"LOCK TABLE {string.Join(", ", batch.Select(r => $"ONLY {r.Quoted}"))} IN ACCESS SHARE MODE", cancellationToken);
            }
            locked.UnionWith(added.Select(r => (r.Id, r.Schema, r.Name)));
            listed = now;
        }
        var before = await PositionAsync(session, cancellationToken);
        var snapshot = Convert.ToString(await connection.ScalarAsync("SELECT pg_catalog.pg_export_snapshot()", cancellationToken), CultureInfo.InvariantCulture)!;
        var after = await PositionAsync(session, cancellationToken);
        var seen = await connection.ListAsync("BackupRelations", Map, cancellationToken);
        return Held(seen).SequenceEqual(Held(listed)) ? new SnapshotHolder(connection, snapshot, seen, before, after) : null;
    }

    /// <summary>What locks hold still. Sequences and materialized views can't be locked: they are read right after the snapshot is taken.</summary>
    private static IEnumerable<HeldRelation> Held(IEnumerable<HeldRelation> relations) => relations.Where(r => r.IsLockable);

    private static async Task<IReadOnlyList<HeldRelation>> ListAsync(PostgreSqlSession session, CancellationToken cancellationToken)
    {
        var all = new List<HeldRelation>();
        await foreach (var relation in session.ReadAsync(SnapshotConnection.Script("BackupRelations"), Map, cancellationToken: cancellationToken))
        {
            all.Add(relation);
        }
        return all;
    }

    private static async Task<LogPosition> PositionAsync(PostgreSqlSession session, CancellationToken cancellationToken) =>
        (await session.ReadFirstAsync(SnapshotConnection.Script("BackupPosition"), row => new LogPosition(
            row.Text("position"), row.TextOrNull("timeline"), row.TextOrNull("system_identifier"), row.Boolean("in_recovery"), row.Moment("now")!.Value), cancellationToken: cancellationToken))!;

    private static HeldRelation Map(Sql.RowReader row) =>
        new(row.Int64("oid"), row.Text("schema"), row.Text("name"), row.Text("kind")[0], row.Int64("filenode"), row.Boolean("readable"));
}
