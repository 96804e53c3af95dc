using DbaPS.Errors;

namespace DbaPS.PostgreSql.Restores;

/// <summary>What only PostgreSQL's restore can say.</summary>
internal static class PostgreSqlRestoreErrors
{
    public static DbaError ArchiveUnreadable(string why, Exception? cause = null) =>
        new("ArchiveUnreadable", DbaErrorCategory.InvalidData, $"The schema archive of the backup can't be read: {why}",
            "Check the backup with Test-DbaBackup; use another one, or a DbaPS that knows its pg_dump.")
        { Cause = cause };

    public static DbaError StatementRefused(ArchiveEntry entry, string why) =>
        new("StatementRefused", DbaErrorCategory.SecurityError, $"The schema archive holds what no pg_dump writes for {entry}: {why}",
            "Find out who changed the backup before you use it; nothing was run.")
        { Target = entry.ToString() };

    public static DbaError NotDropped(string server, string database, string why) =>
        new("DatabaseNotDropped", DbaErrorCategory.ResourceBusy, $"'{database}' on {server} could not be dropped after the drill: {why}", "Drop that database by hand.") { Target = database };

    public static DbaError RoleOdd(string role, string what) =>
        new("RoleOdd", DbaErrorCategory.SecurityError, $"The backup's manifest gives the role '{role}' {what}, which PostgreSQL does not have.",
            "Find out who changed the backup before you use it; nothing was run.")
        { Target = role };

    public static DbaError RolesMissing(string server, IReadOnlyList<string> roles, bool map) =>
        new("RolesMissing", DbaErrorCategory.ObjectNotFound, $"{server} lacks roles that the backup names: {string.Join(", ", roles)}.",
            map ? "Map each with -RoleMap old=new to a role the server has." : "Make them first, or let the restore make them with -Roles Create, or replace them with -Roles Map -RoleMap old=new.")
        { Target = server };

    public static DbaError RolesNotAllowed(string server, IReadOnlyList<string> roles) =>
        new("RolesNotAllowed", DbaErrorCategory.PermissionDenied, $"This login may not make roles on {server}, and these are missing: {string.Join(", ", roles)}.",
            "Connect as a role with CREATEROLE (a superuser for roles with SUPERUSER, REPLICATION or BYPASSRLS), or use -Roles Map.")
        { Target = server };

    public static DbaError SuperuserNeeded(string server, string login, IReadOnlyList<string> entries) =>
        new("SuperuserNeeded", DbaErrorCategory.PermissionDenied, $"Only a superuser may make these on {server}, and {login} is none: {List(entries)}.",
            "Connect as a superuser, or restore without them with -Table or -Schema.")
        { Target = server };

    public static DbaError OwnersNotAllowed(string server, string login, IReadOnlyList<string> owners) =>
        new("OwnersNotAllowed", DbaErrorCategory.PermissionDenied, $"{login} may not give objects to roles it is no member of on {server}: {List(owners)}.",
            $"Have them granted (GRANT {PostgreSqlNames.Quote(owners[0])} TO {PostgreSqlNames.Quote(login)}), or let this login own all with -Roles Map -RoleMap '{owners[0]}={login}'.")
        { Target = server };

    public static DbaError LocaleNotFit(string server, string locale) =>
        new("LocaleNotFit", DbaErrorCategory.InvalidArgument, $"{server} has no locale {locale} either.", "Give -Locale one that SELECT collcollate FROM pg_collation shows there; C is on every server.") { Target = server };

    public static DbaError ExtensionsMissing(string server, IReadOnlyList<string> extensions) =>
        new("ExtensionsMissing", DbaErrorCategory.NotInstalled, $"{server} lacks extensions that the database uses: {string.Join(", ", extensions)}.",
            "Install their packages on the server (those of contrib come in postgresql-contrib); no restart is needed unless an extension's manual says so.")
        { Target = server };

    public static DbaError TablespacesMissing(string server, IReadOnlyList<string> tablespaces) =>
        new("TablespacesMissing", DbaErrorCategory.ObjectNotFound, $"{server} lacks tablespaces that the database uses: {string.Join(", ", tablespaces)}.",
            "Make them with CREATE TABLESPACE, or put everything into the default one with -NoTablespaces.")
        { Target = server };

    public static DbaError CompressionMissing(string server, IReadOnlyList<string> users) =>
        new("CompressionMissing", DbaErrorCategory.NotInstalled, $"{server} was built without lz4, by which these are compressed: {List(users)}.",
            "Restore to a server built with lz4 (packages of distributions and of postgresql.org are), or set COMPRESSION pglz for those columns at the source and back up again.")
        { Target = server };

    public static DbaError LocaleMissing(string server, string what) =>
        new("LocaleMissing", DbaErrorCategory.NotInstalled, $"{server} lacks {what}, which the database's order of texts depends on.",
            "Install the locale on the server's machine (locale-gen on Debian) and restart PostgreSQL, take a server built with that provider, or let texts sort otherwise with -Locale C.UTF-8.")
        { Target = server };

    public static DbaError ServerTooOld(string server, string backup, int major) =>
        new("ServerTooOld", DbaErrorCategory.InvalidOperation, $"{server} runs PostgreSQL {major}, and the backup is of PostgreSQL {backup}: a database goes to the same or a newer version only.",
            $"Restore to a server of version {backup} or newer.")
        { Target = server };

    public static DbaError MayNotCreate(string server) =>
        new("MayNotCreate", DbaErrorCategory.PermissionDenied, $"This login may not create databases on {server}.", "Connect as a role with CREATEDB, or have it granted: ALTER ROLE … CREATEDB.") { Target = server };

    private static string List(IReadOnlyList<string> names) => names.Count <= 20 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(20))} and {names.Count - 20} more";

    public static DbaError TargetIsSession(string target) =>
        new("TargetIsSession", DbaErrorCategory.InvalidOperation, $"'{target}' is the database this session is in, so it can't be replaced.", "Connect to another database of the server, such as postgres.") { Target = target };
}
