using System.Globalization;
using DbaPS.Errors;

namespace DbaPS.MySql.Backups;

/// <summary>What can go wrong with backups of MySQL and MariaDB alone.</summary>
internal static class MySqlBackupErrors
{
    /// <summary>"Table definition has changed, please retry transaction".</summary>
    public const string DefinitionChanged = "1412";

    public static DbaError RightsMissing(string server, string user, IReadOnlyList<string> missing, IReadOnlyList<string> grants) =>
        new("BackupRightsMissing", DbaErrorCategory.PermissionDenied,
            $"{server}: the login '{user}' may not see all that belongs in the backup: {string.Join("; ", missing.Take(50))}{(missing.Count > 50 ? "; …" : "")}.",
            $"Run as an administrator: {string.Join(" ", grants.Take(50))} Or back up without them with -AllowIncomplete.")
        { Target = server };

    public static DbaError PasswordHashesDenied(string server, string user) =>
        new("BackupPasswordHashesDenied", DbaErrorCategory.PermissionDenied, $"{server}: '{user}' may not read the accounts' password hashes.",
            "Connect as an account with SELECT on the database mysql, or leave out -IncludePasswordHashes.")
        { Target = server };

    public static DbaError BarrierNotHad(string server, TimeSpan waited, string detail) =>
        new("BackupLockTimeout", DbaErrorCategory.ResourceBusy,
            string.Create(CultureInfo.InvariantCulture, $"{server}: for {waited.TotalSeconds:0.#} s other sessions kept the server from standing still for the moment a backup needs: {detail}"),
            "End or wait for the long statement, try longer with -LockTimeout, or run the backup when no ALTER, LOCK TABLES or long update is at work.")
        { Target = server };

    public static DbaError DefinitionsRestless(string server, string detail) =>
        new("BackupCatalogueRestless", DbaErrorCategory.ResourceBusy, $"{server}: definitions changed while the backup read them: {detail}.",
            "Run it again when fewer definitions change, or try longer with -LockTimeout.")
        { Target = server };

    public static DbaError TableAltered(string server, string table, string detail, Exception? cause = null) =>
        new("BackupTableAltered", DbaErrorCategory.ResourceBusy, $"{server}: the table {table} was altered, emptied or dropped while the backup ran, so the backup was given up: {detail}",
            "Run it again when no ALTER, TRUNCATE, DROP or RENAME is at work.")
        { Target = table, Cause = cause, NativeCode = DefinitionChanged };

    public static DbaError TablesBusy(string server, TimeSpan waited, IReadOnlyList<string> tables) =>
        new("BackupLockTimeout", DbaErrorCategory.ResourceBusy,
            string.Create(CultureInfo.InvariantCulture, $"{server}: for {waited.TotalSeconds:0.#} s other sessions used tables without transactions, which can only be backed up while they are locked: {string.Join(", ", tables)}."),
            "End or wait for those sessions, try longer with -LockTimeout, turn the tables into InnoDB, or leave them out with -ExcludeTable.")
        { Target = server };

    public static DbaError TablesUnlocked(string server, IReadOnlyList<string> tables, string user, string database, Exception cause) =>
        new("BackupTablesUnlocked", DbaErrorCategory.PermissionDenied,
            $"{server}: tables without transactions can only be backed up while they are locked, and they could not be: {string.Join(", ", tables)}: {cause.Message}",
            $"Have the right granted (GRANT LOCK TABLES ON {MySqlNames.Everything(database)} TO {MySqlNames.Account(user)};), turn them into InnoDB, or leave them out with -ExcludeTable.")
        { Target = server, Cause = cause };
}
