using System.Globalization;
using DbaPS.Errors;

namespace DbaPS.PostgreSql.Backups;

/// <summary>
/// The transaction that exports the snapshot. It locks every table before the snapshot is taken, and keeps the locks: a snapshot alone does
/// not survive TRUNCATE or a rewriting ALTER, which empty or replace the table for older snapshots too.
/// </summary>
internal sealed class SnapshotHolder : IAsyncDisposable
{
    private const int LockBatch = 200;
    private const string UndefinedTable = "42P01";
    private const string UndefinedSchema = "3F000";
    private const string Deadlock = "40P01";
    private const string OutOfMemory = "53200";

    // Waiting with locks in hand can close a circle with somebody who waits for them. The server breaks one after deadlock_timeout, at
    // whose cost nobody knows beforehand: we give way before.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

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
    /// <exception cref="DbaException">A lock was not to be had in time, the catalogue never came to rest, or the server can't hold so many locks.</exception>
    public static async Task<SnapshotHolder> TakeAsync(PostgreSqlSession session, LockPatience patience, CancellationToken cancellationToken)
    {
        var wait = await WaitAsync(session, patience, cancellationToken);
        while (true)
        {
#pragma warning disable CA2000 // The holder owns it once there is one; every other way out disposes of it.
            var connection = await SnapshotConnection.BeginAsync(session, null, wait, cancellationToken);
            string? obstacle = null;
            try
            {
                if (await TryTakeAsync(session, connection, cancellationToken) is { } holder)
                {
                    return holder;
                }
            }
#pragma warning restore CA2000
            catch (DbaException failure) when (failure.Error.NativeCode is UndefinedTable or UndefinedSchema)
            {
                // Dropped or renamed between the listing and the lock: look again.
            }
            catch (DbaException failure) when (failure.Error.NativeCode is SnapshotConnection.LockNotAvailable or Deadlock)
            {
                obstacle = await BlockersAsync(session, cancellationToken);
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
            await connection.DisposeAsync();
            if (patience.IsOver)
            {
                throw new DbaException(obstacle is null
                    ? PostgreSqlBackupErrors.CatalogueRestless(session.Name, "tables were created, dropped or rewritten faster than they could be locked")
                    : PostgreSqlBackupErrors.LockNotHad(session.Name, patience.Limit, obstacle));
            }
            await patience.PauseAsync(cancellationToken);
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
                try
                {
                    await connection.ExecuteAsync($"LOCK TABLE {string.Join(", ", batch.Select(r => $"ONLY {r.Quoted}"))} IN ACCESS SHARE MODE", cancellationToken);
                }
                catch (DbaException failure) when (failure.Error.NativeCode == OutOfMemory)
                {
                    throw new DbaException(PostgreSqlBackupErrors.LocksExhausted(session.Name, now.Count(r => r.IsLockable), failure.Message));
                }
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

    private static async Task<TimeSpan> WaitAsync(PostgreSqlSession session, LockPatience patience, CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken);
        await using var command = PostgreSqlDriver.Command(connection, "SELECT s.setting::pg_catalog.int8 FROM pg_catalog.pg_settings s WHERE s.name = 'deadlock_timeout'", []);
        var server = TimeSpan.FromMilliseconds((long)(await session.TryAsync(() => command.ExecuteScalarAsync(cancellationToken)))! / 2);
        return new[] { LongestWait, server, patience.Limit }.Min();
    }

    private static async Task<string> BlockersAsync(PostgreSqlSession session, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await foreach (var blocker in session.ReadAsync(SnapshotConnection.Script("BackupBlockers"), row => row.Text("blocker"), cancellationToken: cancellationToken))
        {
            found.Add(blocker);
        }
        return found.Count == 0 ? "whoever it was has just ended" : string.Join(", ", found);
    }

    /// <summary>What locks hold still. Sequences and materialized views can't be locked: they are read right after the snapshot is taken.</summary>
    private static IEnumerable<HeldRelation> Held(IEnumerable<HeldRelation> relations) => relations.Where(r => r.IsLockable);

    /// <summary>The relations as they are now.</summary>
    public static async Task<IReadOnlyList<HeldRelation>> ListAsync(PostgreSqlSession session, CancellationToken cancellationToken)
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
        new(row.Int64("oid"), row.Text("schema"), row.Text("name"), row.Text("kind")[0], row.Int64("filenode"), row.Boolean("readable"), row.Boolean("is_extension"));
}
