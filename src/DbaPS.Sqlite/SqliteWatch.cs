using System.Runtime.InteropServices;

namespace DbaPS.Sqlite;

/// <summary>
/// Ends a connection's statements when their operation is cancelled or their time is over, and waits for locks meanwhile.
/// The driver can do neither: its commands have no cancellation, and it sleeps through a lock.
/// </summary>
internal sealed class SqliteWatch : IDisposable
{
    /// <summary>Steps of SQLite's machine between two looks at the token: well below a millisecond.</summary>
    private const int StepsBetweenLooks = 5000;

    private static readonly int[] WaitMilliseconds = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100];

    private readonly SqliteConnection _connection;
    private readonly delegate_progress _onProgress;
    private readonly BusyHandler _onBusy;
    private readonly TimeSpan _lockTimeout;
    private CancellationToken _token;
    private long _deadline = long.MaxValue;
    private long _waitingSince;

    public SqliteWatch(SqliteConnection connection, TimeSpan lockTimeout, TimeSpan timeout, CancellationToken token)
    {
        _connection = connection;
        _lockTimeout = lockTimeout;
        _onProgress = _ => MustStop() ? 1 : 0;
        _onBusy = (_, times) => KeepWaiting(times);
        Begin(timeout, token);
        SqliteApi.sqlite3_progress_handler(connection.Handle, StepsBetweenLooks, _onProgress, null);
        _ = sqlite3_busy_handler(connection.Handle!.DangerousGetHandle(), _onBusy, 0);
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int BusyHandler(nint context, int times);

    public CancellationToken Token => _token;

    /// <summary>True when the last statement was ended because its time was over.</summary>
    public bool TimedOut => Environment.TickCount64 >= _deadline;

    /// <summary>From now on statements belong to this token and have so much time; zero is without limit.</summary>
    public void Begin(TimeSpan timeout, CancellationToken token)
    {
        _token = token;
        _deadline = timeout > TimeSpan.Zero ? Environment.TickCount64 + (long)timeout.TotalMilliseconds : long.MaxValue;
    }

    public void Dispose()
    {
        if (_connection.Handle is { IsClosed: false } handle)
        {
            SqliteApi.sqlite3_progress_handler(handle, 0, null, null);
            _ = sqlite3_busy_handler(handle.DangerousGetHandle(), null, 0);
        }
        GC.KeepAlive(_onBusy);
    }

    [DllImport(SqliteDriver.Library, CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int sqlite3_busy_handler(nint database, BusyHandler? handler, nint context);

    private bool MustStop() => _token.IsCancellationRequested || TimedOut;

    private int KeepWaiting(int times)
    {
        var now = Environment.TickCount64;
        if (times == 0)
        {
            _waitingSince = now;
        }
        if (MustStop() || now - _waitingSince >= _lockTimeout.TotalMilliseconds)
        {
            return 0;
        }
        Thread.Sleep(WaitMilliseconds[Math.Min(times, WaitMilliseconds.Length - 1)]);
        return 1;
    }
}
