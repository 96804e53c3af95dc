using System.Data.Common;
using System.Diagnostics;
using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.MySql.Backups;

/// <summary>
/// The moment in which the server commits nothing, so that snapshots taken one after another show the same. It is asked for in
/// short waits: while it is waited for, the server makes others wait too.
/// </summary>
internal sealed class Barrier : IAsyncDisposable
{
    private const string LockWait = "1205";
    private const int LongestWait = 2;
    private const int ShortestPause = 100;
    private const int LongestPause = 1500;

    private readonly MySqlSession _session;
    private readonly DbConnection _connection;

    private Barrier(MySqlSession session, DbConnection connection)
    {
        _session = session;
        _connection = connection;
    }

    private static string[] Take(MySqlDialect kind) => kind == MySqlDialect.MariaDb
        ? ["BACKUP STAGE START", "BACKUP STAGE FLUSH", "BACKUP STAGE BLOCK_DDL", "BACKUP STAGE BLOCK_COMMIT"]
        : ["FLUSH TABLES WITH READ LOCK"];

    private static string Release(MySqlDialect kind) => kind == MySqlDialect.MariaDb ? "BACKUP STAGE END" : "UNLOCK TABLES";

    /// <exception cref="DbaException">It was not to be had in that time.</exception>
    public static async Task<Barrier> TakeAsync(MySqlSession session, TimeSpan patience, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        for (var pause = ShortestPause; ; pause = Math.Min(pause * 2, LongestPause))
        {
            var connection = await session.OpenAsync(cancellationToken);
            try
            {
                var wait = Math.Clamp((int)Math.Ceiling(patience.TotalSeconds), 1, LongestWait);
                foreach (var statement in Take(session.Kind).Prepend(FormattableString.Invariant($"SET SESSION lock_wait_timeout = {wait}")))
                {
                    await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, statement, cancellationToken));
                }
                return new Barrier(session, connection);
            }
            catch (Exception failure)
            {
                await ReleaseAsync(session, connection);
                if (failure is not DbaException { Error.NativeCode: LockWait } refused)
                {
                    throw;
                }
                if (clock.Elapsed > patience)
                {
                    throw new DbaException(MySqlBackupErrors.BarrierNotHad(session.Name, clock.Elapsed, refused.Message));
                }
                pipeline.Verbose($"The server can't stand still yet ({refused.Message}); trying again.");
            }
            await Task.Delay(pause, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => new(ReleaseAsync(_session, _connection));

    private static async Task ReleaseAsync(MySqlSession session, DbConnection connection)
    {
        try
        {
            await MySqlSession.ExecuteAsync(connection, Release(session.Kind), CancellationToken.None);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // With the connection the server lets go too.
        }
        await connection.DisposeAsync();
    }
}
