using DbaPS.Pipeline;

namespace DbaPS.Sqlite.Backups;

/// <summary>
/// Copies a database page by page with SQLite's online backup while programs go on writing to it. In WAL mode one read transaction holds
/// the moment still and stops nobody. Otherwise a writer makes the copy begin again; after a few times the rest is read under a shared
/// lock, and writers wait for that long.
/// </summary>
internal sealed class SqlitePageCopy
{
    private const int PagesAStep = 1000;
    private const int RestartsAllowed = 3;

    private readonly SqliteLink _source;
    private readonly IPipeline _pipeline;
    private readonly string _activity;
    private readonly TimeSpan _lockTimeout;

    public SqlitePageCopy(SqliteLink source, IPipeline pipeline, string activity, TimeSpan lockTimeout)
    {
        _source = source;
        _pipeline = pipeline;
        _activity = activity;
        _lockTimeout = lockTimeout;
    }

    /// <summary>Writes the copy to a link's empty file and returns the moment it is of, UTC.</summary>
    public DateTimeOffset CopyTo(SqliteLink target, CancellationToken cancellationToken)
    {
        DateTimeOffset? snapshotAt = null;
        if ((string?)_source.Scalar("PRAGMA journal_mode") == "wal")
        {
            HoldStill();
            snapshotAt = DateTimeOffset.UtcNow;
        }
        using var backup = SqliteApi.sqlite3_backup_init(target.Handle, "main", _source.Handle, "main");
        if (backup is null || backup.IsInvalid)
        {
            target.Check(SqliteApi.sqlite3_extended_errcode(target.Handle));
        }
        var (restarts, before) = (0, int.MaxValue);
        long waitingSince = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = SqliteApi.sqlite3_backup_step(backup, PagesAStep);
            if (result == SqliteApi.SQLITE_DONE)
            {
                return snapshotAt ?? DateTimeOffset.UtcNow;
            }
            if (result is SqliteApi.SQLITE_BUSY or SqliteApi.SQLITE_LOCKED)
            {
                waitingSince = waitingSince == 0 ? Environment.TickCount64 : waitingSince;
                if (Environment.TickCount64 - waitingSince > _lockTimeout.TotalMilliseconds)
                {
                    _source.Check(result);
                }
                cancellationToken.WaitHandle.WaitOne(20);
                continue;
            }
            target.Check(result);
            waitingSince = 0;
            var (left, pages) = (SqliteApi.sqlite3_backup_remaining(backup), SqliteApi.sqlite3_backup_pagecount(backup));
            if (left > before && snapshotAt is null && ++restarts == RestartsAllowed)
            {
                _pipeline.Verbose($"{_activity}: begun {restarts + 1} times because others write; the rest is read under a lock.");
                HoldStill();
                snapshotAt = DateTimeOffset.UtcNow;
            }
            before = left;
            _pipeline.Progress(new ProgressUpdate(_activity, "copying pages", pages == 0 ? null : 1 - ((double)left / pages)));
        }
    }

    private void HoldStill()
    {
        _source.Execute("BEGIN");
        _source.Scalar("SELECT count(*) FROM sqlite_schema");
    }
}
