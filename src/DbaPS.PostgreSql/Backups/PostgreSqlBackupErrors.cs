using System.Globalization;
using DbaPS.Errors;

namespace DbaPS.PostgreSql.Backups;

/// <summary>What can go wrong with PostgreSQL's backups alone.</summary>
internal static class PostgreSqlBackupErrors
{
    /// <summary>The one failure after which beginning again helps.</summary>
    public const string ExclusiveLockAwaitedId = "BackupExclusiveLockAwaited";

    public static DbaError LockNotHad(string server, TimeSpan waited, Exception cause) =>
        new("BackupLockTimeout", DbaErrorCategory.ResourceBusy,
            string.Create(CultureInfo.InvariantCulture, $"{server}: a table stayed locked by another session for {waited.TotalSeconds:0.#} s, so the backup did not begin."),
            "Find that session in pg_locks and pg_stat_activity, wait longer with -LockTimeout, or run the backup when no ALTER, TRUNCATE or similar is at work.")
        { Target = server, Cause = cause, NativeCode = SnapshotConnection.LockNotAvailable };

    public static DbaError CatalogueRestless(string server) =>
        new("BackupCatalogueRestless", DbaErrorCategory.ResourceBusy, $"{server}: tables were created, dropped or rewritten faster than the backup could lock them.",
            "Run it again when fewer definitions change.")
        { Target = server };

    public static DbaError ExclusiveLockAwaited(string server, string detail) =>
        new(ExclusiveLockAwaitedId, DbaErrorCategory.ResourceBusy, $"{server}: another session waits for an exclusive lock on a table, and pg_dump would have to wait behind it: {detail}",
            "Run the backup again when that session (an ALTER, a TRUNCATE, a DROP) is done.")
        { Target = server };

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
        new("BackupSchemaFailed", DbaErrorCategory.InvalidOperation, string.Create(CultureInfo.InvariantCulture, $"{server}: pg_dump ended with {exitCode}: {detail}"),
            "Remove what pg_dump complains about and run the backup again.")
        { Target = server };

    public static DbaError DumpCannotConnect(string what, string advice) =>
        new("BackupSchemaLogin", DbaErrorCategory.NotImplemented, $"pg_dump can't connect as this session does: {what}", advice) { Target = "pg_dump" };
}
