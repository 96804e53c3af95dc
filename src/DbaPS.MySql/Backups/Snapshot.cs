using System.Data.Common;
using System.Globalization;
using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.MySql.Backups;

/// <summary>Connections that all see the database as it was at one moment, and one that holds the tables without transactions locked since then.</summary>
internal sealed class Snapshot : IAsyncDisposable
{
    private const int Attempts = 3;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly List<DbConnection> _readers = [];

    private Snapshot()
    {
    }

    public IReadOnlyList<DbConnection> Readers => _readers;

    /// <summary>Reads the locked tables; null when there are none.</summary>
    public DbConnection? Locker { get; private set; }

    /// <summary>The log's position before.</summary>
    public LogPosition From { get; private set; } = new(null, null, null);

    /// <summary>And after it.</summary>
    public LogPosition To { get; private set; } = new(null, null, null);

    /// <summary>The server's clock, UTC.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Takes as many snapshots as asked, with the server standing still; or a single one, where the login can't make it.</summary>
    /// <param name="locked">Tables without transactions whose rows are wanted.</param>
    public static async Task<Snapshot> TakeAsync(
        MySqlSession session, BackupRequest request, bool canHold, IReadOnlyCollection<string> locked, IPipeline pipeline, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // The caller disposes of it; on a failure it is disposed of below.
        var snapshot = new Snapshot();
#pragma warning restore CA2000
        try
        {
            for (var i = 0; i < (canHold ? request.Jobs : 1); i++)
            {
                snapshot._readers.Add(await OpenAsync(session, request.LockTimeout, cancellationToken));
            }
            snapshot.Locker = locked.Count == 0 ? null : await OpenAsync(session, request.LockTimeout, cancellationToken);
            for (var attempt = 1; canHold && attempt <= Attempts; attempt++)
            {
                if (await snapshot.TryTakeAsync(session, request, locked, pipeline, cancellationToken))
                {
                    return snapshot;
                }
                await Task.Delay(Pause, cancellationToken);
            }
            await snapshot.TakeAloneAsync(session, request.LockTimeout, locked, pipeline, cancellationToken);
            return snapshot;
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in Locker is { } locker ? _readers.Append(locker) : _readers)
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>Lets a connection wait no longer than that for a table that others hold.</summary>
    internal static Task LimitWaitAsync(MySqlSession session, DbConnection connection, TimeSpan longest, CancellationToken cancellationToken) =>
        session.TryAsync(() => MySqlSession.ExecuteAsync(connection, $"SET SESSION lock_wait_timeout = {Seconds(longest)}", cancellationToken));

    /// <summary>As the server's settings take a time: whole seconds, at least one.</summary>
    private static string Seconds(TimeSpan time) => Math.Max(1, (long)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static async Task<DbConnection> OpenAsync(MySqlSession session, TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        var connection = await session.OpenAsync(cancellationToken);
        try
        {
            var limits = session.Kind == MySqlDialect.MariaDb ? "max_statement_time = 0, idle_transaction_timeout = 0, idle_readonly_transaction_timeout = 0" : "max_execution_time = 0";
            foreach (var statement in (string[])
                [$"SET SESSION {limits}, lock_wait_timeout = {Seconds(lockTimeout)}, net_write_timeout = 3600, wait_timeout = 86400", "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ"])
            {
                await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, statement, cancellationToken));
            }
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// With the server standing still. Tables are locked within that moment: before it, MySQL's barrier would wait for us, and MariaDB's for
    /// whoever waits for us. False where they could not be: who uses a table may be waiting for the server to go on.
    /// </summary>
    private async Task<bool> TryTakeAsync(MySqlSession session, BackupRequest request, IReadOnlyCollection<string> locked, IPipeline pipeline, CancellationToken cancellationToken)
    {
        await using var barrier = await Barrier.TakeAsync(session, request.LockTimeout, pipeline, cancellationToken);
        if (!await TryLockAsync(session, locked, ShortestWait, cancellationToken))
        {
            return false;
        }
        await BeginAsync(session, cancellationToken);
        return true;
    }

    /// <summary>A single snapshot needs no server that stands still: what is locked stays as it is from before it.</summary>
    private async Task TakeAloneAsync(MySqlSession session, TimeSpan patience, IReadOnlyCollection<string> locked, IPipeline pipeline, CancellationToken cancellationToken)
    {
        if (_readers.Count > 1)
        {
            pipeline.Verbose("Tables without transactions could not be locked while the server stood still, so they are locked first, and one connection reads alone.");
        }
        foreach (var extra in _readers.Skip(1))
        {
            await extra.DisposeAsync();
        }
        _readers.RemoveRange(1, _readers.Count - 1);
        if (!await TryLockAsync(session, locked, patience, cancellationToken))
        {
            throw new DbaException(MySqlBackupErrors.TablesBusy(session.Name, patience, [.. locked]));
        }
        await BeginAsync(session, cancellationToken);
    }

    /// <summary>Before the snapshot, so that what is locked stands as it was then.</summary>
    private async Task<bool> TryLockAsync(MySqlSession session, IReadOnlyCollection<string> tables, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (Locker is not { } locker)
        {
            return true;
        }
        try
        {
            await LimitWaitAsync(session, locker, patience, cancellationToken);
            await session.TryAsync(() => MySqlSession.ExecuteAsync(locker, $"LOCK TABLES {string.Join(", ", tables.Select(t => $"{MySqlNames.Quote(t)} READ"))}", cancellationToken));
            return true;
        }
        catch (DbaException busy) when (busy.Error.Category == DbaErrorCategory.ResourceBusy)
        {
            return false;
        }
        catch (DbaException refused) when (refused.Error.Category == DbaErrorCategory.PermissionDenied)
        {
            throw new DbaException(MySqlBackupErrors.TablesUnlocked(session.Name, [.. tables], session.User, session.RequiredDatabase, refused));
        }
    }

    private async Task BeginAsync(MySqlSession session, CancellationToken cancellationToken)
    {
        if (session.Kind == MySqlDialect.MySql)
        {
            From = await LogPosition.ReadAsync(session, _readers[0], cancellationToken);
        }
        foreach (var reader in _readers)
        {
            await session.TryAsync(() => MySqlSession.ExecuteAsync(reader, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY", cancellationToken));
        }
        To = await LogPosition.ReadAsync(session, _readers[0], cancellationToken);
        From = session.Kind == MySqlDialect.MariaDb ? To : From;
        await using var command = MySqlSession.Command(_readers[0], "SELECT CAST(UTC_TIMESTAMP(6) AS CHAR)");
        var now = Convert.ToString(await session.TryAsync(() => command.ExecuteScalarAsync(cancellationToken)), CultureInfo.InvariantCulture)!;
        At = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
    }
}
