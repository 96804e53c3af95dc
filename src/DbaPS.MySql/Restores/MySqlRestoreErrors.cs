using System.Globalization;
using DbaPS.Errors;

namespace DbaPS.MySql.Restores;

/// <summary>What only the restore of MySQL and MariaDB can say.</summary>
internal static class MySqlRestoreErrors
{
    public static DbaError ServerTooOld(string server, string product, string backup, string here) =>
        new("ServerTooOld", DbaErrorCategory.InvalidOperation, $"{server} runs {product} {here}, and the backup is of {backup}: a database goes to the same or a newer version only.",
            $"Restore to a server of version {backup} or newer.")
        { Target = server };

    public static DbaError AccountsMissing(string server, IReadOnlyList<string> accounts, bool map) =>
        new("RolesMissing", DbaErrorCategory.ObjectNotFound, $"{server} lacks accounts that the backup names: {string.Join(", ", accounts)}.",
            map ? "Map each with -RoleMap old@host=new@host to an account the server has." : "Make them first, or let the restore make them with -Roles Create, or replace them with -Roles Map -RoleMap old@host=new@host.")
        { Target = server };

    public static DbaError DefinersNotAllowed(string server, string login, IReadOnlyList<string> definers, string privilege) =>
        new("OwnersNotAllowed", DbaErrorCategory.PermissionDenied, $"{login} may not make objects that run as other accounts on {server}: {string.Join(", ", definers.Take(20))}.",
            $"Have it granted (GRANT {privilege} ON *.* TO {MySqlNames.Account(login)};), or let this login define all with -Roles Map -RoleMap '{definers[0]}={login}'.")
        { Target = server };

    public static DbaError MayNotCreate(string server, string login, string target) =>
        new("MayNotCreate", DbaErrorCategory.PermissionDenied, $"{login} may not create the database {target} on {server} under a temporary name.",
            $"Have it granted: GRANT ALL ON {MySqlNames.Quote(MySqlNames.Pattern(target) + "%")}.* TO {MySqlNames.Account(login)};")
        { Target = server };

    public static DbaError TargetIsSession(string target) =>
        new("TargetIsSession", DbaErrorCategory.InvalidOperation, $"'{target}' is the server's own database, so it can't be replaced.", "Choose another -NewName.") { Target = target };

    public static DbaError HistoryRefused(string server, IReadOnlyList<string> tables) =>
        new("HistoryRefused", DbaErrorCategory.NotImplemented, $"{server} takes back no rows of the past, which came with MariaDB 10.11: {string.Join(", ", tables)}.",
            "Restore to a newer server, or without these tables with -Table.")
        { Target = server };

    public static DbaError RowsShort(string table, long wanted, long loaded, string? warning) =>
        new("RowsShort", DbaErrorCategory.InvalidData, string.Create(CultureInfo.InvariantCulture, $"{table}: the server took {loaded} of {wanted} rows{(warning is null ? "." : $": {warning}")}"),
            "See the message; rows of a key that is there twice, or that a partition has no place for, are refused.")
        { Target = table };

    public static DbaError RowsChanged(string table, string? warning) =>
        new("RowsChanged", DbaErrorCategory.InvalidData, $"{table}: the server did not take the rows as they are{(warning is null ? "." : $": {warning}")}",
            "Restore to a server of the backup's own version; report it if that fails too.")
        { Target = table };

    public static DbaError ViewsFailed(string detail, DbaError cause) => cause with { Message = $"{detail}: {cause.Message}" };
}
