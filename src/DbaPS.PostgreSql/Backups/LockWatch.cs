using System.Diagnostics;
using DbaPS.Errors;

namespace DbaPS.PostgreSql.Backups;

/// <summary>
/// Watches pg_dump and the connection that lists the schema while another of ours holds every table: who queues for an exclusive lock waits
/// for us, and they wait behind him. No server sees that as a deadlock, since pg_dump's and our sessions are strangers to it, so it is
/// found here and ended at once, before anybody has waited long.
/// </summary>
internal sealed class LockWatch
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Seldom = TimeSpan.FromMilliseconds(200);

    private readonly PostgreSqlSession _session;
    private readonly string _dump;
    private readonly TimeSpan _limit;
    private readonly Dictionary<string, object?> _parameters;
    private readonly TaskCompletionSource _locked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="dump">The application name of pg_dump's session.</param>
    /// <param name="holder">The process that holds the locks.</param>
    /// <param name="reader">The process that lists the schema.</param>
    /// <param name="last">The table pg_dump locks last; null when there is none.</param>
    /// <param name="limit">How long they may wait for a session that does not wait for us.</param>
    public LockWatch(PostgreSqlSession session, string dump, int holder, int reader, long? last, TimeSpan limit)
    {
        _session = session;
        _dump = dump;
        _limit = limit;
        _parameters = new Dictionary<string, object?> { ["dump"] = dump, ["holder"] = holder, ["reader"] = reader, ["last"] = last };
        if (last is null)
        {
            _locked.SetResult();
        }
    }

    /// <summary>Ends once pg_dump holds its last table's lock; never when it does not lock that one.</summary>
    public Task Locked => _locked.Task;

    /// <summary>Watches until it is told to stop; true then.</summary>
    /// <exception cref="DbaException">They wait for somebody who waits for us (<c>BackupExclusiveLockAwaited</c>), or wait too long.</exception>
    public async Task<bool> RunUntilAsync(CancellationToken stop)
    {
        try
        {
            return await RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return true;
        }
    }

    private async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var script = SnapshotConnection.Script("BackupWaits");
        Stopwatch? waiting = null;
        while (true)
        {
            var look = Stopwatch.StartNew();
            var now = await _session.ReadFirstAsync(script, row => new State(row.Boolean("locked"), row.Boolean("waits"), row.Boolean("hopeless"), row.TextOrNull("blockers")), _parameters, cancellationToken);
            if (now.Locked)
            {
                _locked.TrySetResult();
            }
            waiting = now.Waits ? waiting ?? Stopwatch.StartNew() : null;
            if (now.Hopeless)
            {
                throw new DbaException(PostgreSqlBackupErrors.ExclusiveLockAwaited(_session.Name, now.Blockers ?? "an unknown session"));
            }
            if (waiting?.Elapsed > _limit)
            {
                throw new DbaException(PostgreSqlBackupErrors.LockNotHad(_session.Name, _limit, now.Blockers ?? "an unknown session"));
            }
            // A look at a large lock table is not free: it must not be what keeps the server busy.
            var pause = Locked.IsCompleted && !now.Waits ? Seldom : Often;
            await Task.Delay(pause > look.Elapsed * 4 ? pause : look.Elapsed * 4, cancellationToken);
        }
    }

    /// <summary>Ends pg_dump's session: killed while it waits for a lock, the program would leave it waiting, with all the locks it has.</summary>
    public async Task EndDumpAsync()
    {
        try
        {
            await using var connection = await _session.OpenAsync(CancellationToken.None);
            await using var command = PostgreSqlDriver.Command(connection,
                "SELECT pg_catalog.pg_terminate_backend(a.pid) FROM pg_catalog.pg_stat_activity a WHERE a.application_name = @dump AND a.usename = current_user", [("dump", _dump, "text")]);
            await _session.TryAsync(() => command.ExecuteNonQueryAsync());
        }
        catch (DbaException)
        {
            // A server that can't be reached has no session of ours left either, or ends it by itself.
        }
    }

    private readonly record struct State(bool Locked, bool Waits, bool Hopeless, string? Blockers);
}
