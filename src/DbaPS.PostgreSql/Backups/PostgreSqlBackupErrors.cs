using System.Globalization;
using DbaPS.Errors;

namespace DbaPS.PostgreSql.Backups;

/// <summary>What can go wrong with PostgreSQL's backups alone.</summary>
internal static class PostgreSqlBackupErrors
{
    /// <summary>A failure after which beginning again helps: somebody waits for our locks, and we behind him.</summary>
    public const string ExclusiveLockAwaitedId = "BackupExclusiveLockAwaited";

    /// <summary>Another one: definitions changed meanwhile.</summary>
    public const string CatalogueRestlessId = "BackupCatalogueRestless";

    /// <summary>And another: a standby put its primary's changes first.</summary>
    public const string RecoveryConflictId = "BackupRecoveryConflict";

    public const string DumpFailedId = "BackupSchemaFailed";

    /// <param name="waited">How long it was tried.</param>
    /// <param name="detail">Who stood in the way, or what kept changing.</param>
    public static DbaError LockNotHad(string server, TimeSpan waited, string detail) =>
        new("BackupLockTimeout", DbaErrorCategory.ResourceBusy,
            string.Create(CultureInfo.InvariantCulture, $"{server}: for {waited.TotalSeconds:0.#} s other sessions kept tables locked or waited for exclusive locks, so the backup did not begin: {detail}."),
            "End or wait for that session, try longer with -LockTimeout, or run the backup when no ALTER, TRUNCATE or similar is at work.")
        { Target = server, NativeCode = SnapshotConnection.LockNotAvailable };

    public static DbaError CatalogueRestless(string server, string detail) =>
        new(CatalogueRestlessId, DbaErrorCategory.ResourceBusy, $"{server}: definitions changed while the backup read them: {detail}.",
            "Run it again when fewer definitions change, or try longer with -LockTimeout.")
        { Target = server };

    public static DbaError ExclusiveLockAwaited(string server, string detail) =>
        new(ExclusiveLockAwaitedId, DbaErrorCategory.ResourceBusy, $"{server}: another session waits for an exclusive lock on a table, and pg_dump would have to wait behind it: {detail}.",
            "Run the backup again when that session (an ALTER, a TRUNCATE, a DROP) is done, or try longer with -LockTimeout.")
        { Target = server };

    public static DbaError LocksExhausted(string server, int tables, string detail) =>
        new("BackupLocksExhausted", DbaErrorCategory.ResourceUnavailable,
            string.Create(CultureInfo.InvariantCulture, $"{server}: its table of locks is too small to hold {tables} tables still at once: {detail}"),
            string.Create(CultureInfo.InvariantCulture, $"Raise max_locks_per_transaction (it times max_connections should be well above {2L * tables}) and restart the server."))
        { Target = server };

    public static DbaError RecoveryConflict(string server, Exception cause) =>
        new(RecoveryConflictId, DbaErrorCategory.ResourceBusy, $"{server}: the standby cancelled the backup because the primary's changes could not wait for it any longer: {cause.Message}",
            "Raise max_standby_streaming_delay (and max_standby_archive_delay) above the backup's duration, turn hot_standby_feedback on, or pause replay with pg_wal_replay_pause() while the backup runs.")
        { Target = server, Cause = cause };

    public static DbaError RowsUnreadable(string table, Exception cause) =>
        new("BackupRowsUnreadable", DbaErrorCategory.InvalidData, $"The rows of {table} did not come as its columns say: {cause.Message}",
            "Run the backup again; if it stays, report it with the table's column types.")
        { Target = table, Cause = cause };

    public static DbaError RightsMissing(string server, string user, IReadOnlyList<string> objects, IReadOnlyList<string> grants) =>
        new("BackupRightsMissing", DbaErrorCategory.PermissionDenied,
            $"{server}: the login '{user}' may not read {objects.Count} thing(s) that belong in the backup: {string.Join(", ", objects.Take(50))}{(objects.Count > 50 ? ", …" : "")}.",
            $"Run as a superuser: {string.Join(" ", grants.Take(50))} Or back up without them with -AllowIncomplete.")
        { Target = server };

    public static DbaError PasswordHashesDenied(string server, string user) =>
        new("BackupPasswordHashesDenied", DbaErrorCategory.PermissionDenied, $"{server}: only a superuser can read password hashes, and '{user}' is none.",
            "Connect as a superuser, or leave out -IncludePasswordHashes.")
        { Target = server };

    public static DbaError DumpMissing(int wanted, IReadOnlyList<string> found) =>
        DbaErrors.ToolMissing("pg_dump",
            found.Count == 0
                ? $"the schema of a PostgreSQL {wanted} server is written by pg_dump {wanted} or newer, and none was found."
                : $"the schema of a PostgreSQL {wanted} server is written by pg_dump {wanted} or newer; found only {string.Join(", ", found)}.",
            string.Create(CultureInfo.InvariantCulture, $"Install PostgreSQL's client programs of version {wanted} or newer (Debian: postgresql-client-{wanted}), or name their folder with -ToolPath."));

    public static DbaError DumpFailed(string server, int exitCode, string detail) =>
        new(DumpFailedId, DbaErrorCategory.InvalidOperation, string.Create(CultureInfo.InvariantCulture, $"{server}: pg_dump ended with {exitCode}: {detail}"),
            "Remove what pg_dump complains about and run the backup again.")
        { Target = server };

    public static DbaError DumpCannotConnect(string what, string advice) =>
        new("BackupSchemaLogin", DbaErrorCategory.NotImplemented, $"pg_dump can't connect as this session does: {what}", advice) { Target = "pg_dump" };
}
