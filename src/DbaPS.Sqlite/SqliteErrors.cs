using DbaPS.Errors;

namespace DbaPS.Sqlite;

/// <summary>SQLite's result codes as the user's errors.</summary>
internal static class SqliteErrors
{
    public const string DatabaseFileMissingId = "DatabaseFileMissing";

    public static Exception Translate(Exception failure, string server, string? sql, SqliteWatch? watch) => SqliteDriver.Failure(failure) is { } known
        ? Translate(known.Code, known.Message, server, sql, watch, failure)
        : failure;

    /// <param name="code">Extended result code.</param>
    public static Exception Translate(int code, string message, string server, string? sql, SqliteWatch? watch, Exception? cause)
    {
        if (watch is { Token.IsCancellationRequested: true } && (code & 0xff) is SqliteApi.SQLITE_INTERRUPT or SqliteApi.SQLITE_BUSY or SqliteApi.SQLITE_LOCKED or SqliteApi.SQLITE_ABORT)
        {
            return new OperationCanceledException(message, cause, watch.Token);
        }
        return new DbaException(Describe(code, message, server, sql, cause));
    }

    public static DbaError DatabaseFileMissing(string path) =>
        new(DatabaseFileMissingId, DbaErrorCategory.ObjectNotFound, $"There is no database file '{path}'.",
            "Check the path (a relative one counts from the current folder), or make a new database with sqlite:path?mode=rwc.")
        { Target = path };

    public static DbaError NotADatabase(string path, Exception? cause) =>
        new("NotADatabase", DbaErrorCategory.InvalidData, $"'{path}' is not a SQLite database, or it is encrypted.",
            "Check the path. An encrypted database opens only with the program that encrypts it; a damaged one needs its backup (Restore-DbaDatabase).")
        { Target = path, NativeCode = SqliteDriver.NativeCode(SqliteApi.SQLITE_NOTADB), Cause = cause };

    public static DbaError DatabaseDamaged(string server, string message, Exception? cause) =>
        new("DatabaseDamaged", DbaErrorCategory.InvalidData, $"{server} is damaged: {message}.",
            "Copy the file and its -wal first, then restore a backup proved with Test-DbaRestore; PRAGMA integrity_check lists what is damaged.")
        { Target = server, NativeCode = SqliteDriver.NativeCode(SqliteApi.SQLITE_CORRUPT), Cause = cause };

    public static DbaError DatabaseBusy(string server, Exception? cause) =>
        new("DatabaseBusy", DbaErrorCategory.ResourceBusy, $"{server} stayed locked by another program for as long as may be waited.",
            "Wait longer with Connect-DbaServer -LockTimeout, or end the other program's transaction.")
        { Target = server, NativeCode = SqliteDriver.NativeCode(SqliteApi.SQLITE_BUSY), Cause = cause };

    public static DbaError ReadOnly(string server, string? sql, Exception? cause) =>
        new("DatabaseReadOnly", DbaErrorCategory.PermissionDenied, $"{server} is open for reading only.",
            "Open it without mode=ro and -ReadOnly, and check that the file and its folder may be written.")
        { Target = server, Statement = sql, NativeCode = SqliteDriver.NativeCode(SqliteApi.SQLITE_READONLY), Cause = cause };

    public static DbaError DiskFull(string server, Exception? cause) =>
        new("DiskFull", DbaErrorCategory.WriteError, $"{server} can't grow: the disk is full.", "Free space where the file is; nothing of the unfinished transaction was kept.")
        { Target = server, NativeCode = SqliteDriver.NativeCode(SqliteApi.SQLITE_FULL), Cause = cause };

    public static DbaError CantOpen(string path, string why, Exception? cause) =>
        new("DatabaseCantOpen", DbaErrorCategory.PermissionDenied, $"'{path}' can't be opened: {why}",
            "Check the rights on the file and its folder; a database in WAL mode on a read-only medium opens with ?immutable=1.")
        { Target = path, NativeCode = SqliteDriver.NativeCode(SqliteApi.SQLITE_CANTOPEN), Cause = cause };

    public static DbaError StatementNotTimed(string server, string sql, string why) =>
        new("StatementNotTimed", DbaErrorCategory.InvalidOperation, $"{server}: a statement was not run to be timed: {why}.",
            "Give one query that only reads; put values in the place of parameters.")
        { Target = sql.Length > 200 ? sql[..200] + "…" : sql };

    public static DbaError LeftOver(string path, string file) =>
        new("DatabaseLeftOver", DbaErrorCategory.ResourceExists, $"'{file}' is left over from another database of that name and would be taken for part of the new one.",
            "Remove it when its database is really gone, or choose another -NewName.")
        { Target = path };

    private static DbaError Describe(int code, string message, string server, string? sql, Exception? cause) => (code & 0xff) switch
    {
        SqliteApi.SQLITE_INTERRUPT => DbaErrors.TimedOut(server, "the statement", "-Timeout", cause) with { NativeCode = SqliteDriver.NativeCode(code), Statement = sql },
        SqliteApi.SQLITE_BUSY or SqliteApi.SQLITE_LOCKED => DatabaseBusy(server, cause),
        SqliteApi.SQLITE_NOTADB => NotADatabase(server, cause),
        SqliteApi.SQLITE_CORRUPT => DatabaseDamaged(server, message, cause),
        SqliteApi.SQLITE_READONLY => ReadOnly(server, sql, cause),
        SqliteApi.SQLITE_FULL => DiskFull(server, cause),
        SqliteApi.SQLITE_CANTOPEN => CantOpen(server, message, cause),
        _ => DbaErrors.StatementFailed(server, message, SqliteDriver.NativeCode(code), sql, Category(code, message), cause),
    };

    private static DbaErrorCategory Category(int code, string message) => (code & 0xff) switch
    {
        SqliteApi.SQLITE_CONSTRAINT or SqliteApi.SQLITE_MISMATCH => DbaErrorCategory.InvalidData,
        SqliteApi.SQLITE_TOOBIG or SqliteApi.SQLITE_NOMEM => DbaErrorCategory.LimitsExceeded,
        SqliteApi.SQLITE_AUTH or SqliteApi.SQLITE_PERM => DbaErrorCategory.PermissionDenied,
        SqliteApi.SQLITE_IOERR => DbaErrorCategory.ReadError,
        SqliteApi.SQLITE_RANGE or SqliteApi.SQLITE_MISUSE => DbaErrorCategory.InvalidOperation,
        SqliteApi.SQLITE_ERROR when message.StartsWith("no such ", StringComparison.Ordinal) => DbaErrorCategory.ObjectNotFound,
        SqliteApi.SQLITE_ERROR when message.EndsWith("already exists", StringComparison.Ordinal) => DbaErrorCategory.ResourceExists,
        SqliteApi.SQLITE_ERROR when message.Contains("syntax error", StringComparison.Ordinal) || message.StartsWith("incomplete input", StringComparison.Ordinal)
            || message.StartsWith("unrecognized token", StringComparison.Ordinal) => DbaErrorCategory.SyntaxError,
        _ => DbaErrorCategory.InvalidOperation,
    };
}
