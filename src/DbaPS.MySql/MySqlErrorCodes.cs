using DbaPS.Errors;
using DbaPS.MySql.Drivers;

namespace DbaPS.MySql;

/// <summary>Error numbers by kind of failure (MySQL's "Server Error Message Reference", MariaDB's "Error Codes"); what is not listed goes by SQLSTATE's class.</summary>
internal static class MySqlErrorCodes
{
    private const string Privileges = "Have an administrator grant it, or connect as another account.";

    private static readonly Dictionary<int, (DbaErrorCategory Category, string? Advice)> Codes = new()
    {
        [1005] = (DbaErrorCategory.InvalidOperation, "SHOW ENGINE INNODB STATUS says which foreign key or table was refused."),
        [1007] = (DbaErrorCategory.ResourceExists, "Choose another name, or drop the database that has it."),
        [1008] = (DbaErrorCategory.ObjectNotFound, "List what it has with Get-DbaDatabase."),
        [1021] = (DbaErrorCategory.LimitsExceeded, "The server's disk is full: free space there first."),
        [1022] = (DbaErrorCategory.ResourceExists, "Remove or change the row that has the key already."),
        [1030] = (DbaErrorCategory.ReadError, "The storage engine failed: see the server's error log."),
        [1034] = (DbaErrorCategory.InvalidData, "Check the table: CHECK TABLE."),
        [1035] = (DbaErrorCategory.InvalidData, "Repair the table: REPAIR TABLE."),
        [1040] = (DbaErrorCategory.LimitsExceeded, "Close idle connections, or raise max_connections."),
        [1041] = (DbaErrorCategory.LimitsExceeded, "The server is out of memory: lower its buffers or the number of connections."),
        [1044] = (DbaErrorCategory.PermissionDenied, Privileges),
        [1045] = (DbaErrorCategory.AuthenticationError, "Check user and password, and the host the account may come from."),
        [1046] = (DbaErrorCategory.InvalidArgument, "Name a database with -Database, in the address, or before the table's name."),
        [1048] = (DbaErrorCategory.InvalidData, null),
        [1049] = (DbaErrorCategory.ObjectNotFound, "List what it has with Get-DbaDatabase."),
        [1050] = (DbaErrorCategory.ResourceExists, "Choose another name, or drop the object that has it."),
        [1051] = (DbaErrorCategory.ObjectNotFound, "Check the table's name and database; names are case-sensitive on most servers."),
        [1053] = (DbaErrorCategory.ConnectionError, "The server is being stopped: connect again when it runs."),
        [1054] = (DbaErrorCategory.ObjectNotFound, "Check the column's name; Get-DbaTable and the table's definition have the real ones."),
        [1059] = (DbaErrorCategory.InvalidArgument, "A name has at most 64 characters."),
        [1060] = (DbaErrorCategory.ResourceExists, null),
        [1061] = (DbaErrorCategory.ResourceExists, "Choose another name; Get-DbaIndex lists those there are."),
        [1062] = (DbaErrorCategory.ResourceExists, "Remove or change the row that has the key already."),
        [1064] = (DbaErrorCategory.SyntaxError, "Correct the statement near the place the message names."),
        [1071] = (DbaErrorCategory.LimitsExceeded, "Index a prefix of the column (name(100)), or fewer columns."),
        [1072] = (DbaErrorCategory.ObjectNotFound, "Check the column's name."),
        [1091] = (DbaErrorCategory.ObjectNotFound, null),
        [1114] = (DbaErrorCategory.LimitsExceeded, "The table or the server's disk is full."),
        [1142] = (DbaErrorCategory.PermissionDenied, Privileges),
        [1143] = (DbaErrorCategory.PermissionDenied, Privileges),
        [1146] = (DbaErrorCategory.ObjectNotFound, "Check the table's name and database; names are case-sensitive on most servers."),
        [1153] = (DbaErrorCategory.LimitsExceeded, "Raise max_allowed_packet on the server."),
        [1158] = (DbaErrorCategory.ConnectionError, null),
        [1159] = (DbaErrorCategory.ConnectionError, null),
        [1160] = (DbaErrorCategory.ConnectionError, null),
        [1161] = (DbaErrorCategory.ConnectionError, null),
        [1170] = (DbaErrorCategory.InvalidArgument, "Say how many characters of the column to index: name(100)."),
        [1194] = (DbaErrorCategory.InvalidData, "The table is marked as crashed: CHECK TABLE, then REPAIR TABLE."),
        [1205] = (DbaErrorCategory.ResourceBusy, "Run it again when the lock is free, or wait longer with -LockTimeout."),
        [1206] = (DbaErrorCategory.LimitsExceeded, "Work in smaller transactions, or give InnoDB a larger buffer pool."),
        [1213] = (DbaErrorCategory.ResourceBusy, "Run it again; two transactions waited for each other."),
        [1227] = (DbaErrorCategory.PermissionDenied, Privileges),
        [1290] = (DbaErrorCategory.InvalidOperation, "An option the server runs with forbids it; the message names the option."),
        [1292] = (DbaErrorCategory.InvalidArgument, "Give the value in a form its type takes."),
        [1305] = (DbaErrorCategory.ObjectNotFound, "Check the routine's name and database."),
        [1317] = (DbaErrorCategory.OperationStopped, "Somebody, or a limit of the server, ended the statement."),
        [1366] = (DbaErrorCategory.InvalidArgument, "Give the value in a form its type takes."),
        [1370] = (DbaErrorCategory.PermissionDenied, Privileges),
        [1396] = (DbaErrorCategory.InvalidOperation, "The account exists already, or does not exist."),
        [1406] = (DbaErrorCategory.InvalidData, "The value is longer than its column: shorten it or widen the column."),
        [1419] = (DbaErrorCategory.PermissionDenied, "Grant SUPER (or SYSTEM_VARIABLES_ADMIN), or set log_bin_trust_function_creators."),
        [1451] = (DbaErrorCategory.InvalidOperation, "Rows of another table refer to it: remove or change them first."),
        [1452] = (DbaErrorCategory.InvalidData, "The row it refers to is missing: insert that first."),
        [1630] = (DbaErrorCategory.ObjectNotFound, "Check the function's name."),
        [1702] = (DbaErrorCategory.LimitsExceeded, null),
        [1792] = (DbaErrorCategory.InvalidOperation, "The session is read-only: run it in one opened without -ReadOnly."),
        [1820] = (DbaErrorCategory.AuthenticationError, "The password has expired: set a new one with ALTER USER."),
        [1836] = (DbaErrorCategory.InvalidOperation, "The server is read-only: run it on the primary."),
        [1845] = (DbaErrorCategory.NotImplemented, null),
        [1846] = (DbaErrorCategory.NotImplemented, null),
        [1862] = (DbaErrorCategory.AuthenticationError, "The password has expired: set a new one with ALTER USER."),
        [1927] = (DbaErrorCategory.ConnectionError, "An administrator ended the session: connect again."),
        [2006] = (DbaErrorCategory.ConnectionError, "The server closed the connection: connect again; wait_timeout and max_allowed_packet are the usual reasons."),
        [2013] = (DbaErrorCategory.ConnectionError, "The connection broke: see the server's error log."),
        [3118] = (DbaErrorCategory.AuthenticationError, "The account is locked: ALTER USER … ACCOUNT UNLOCK."),
        [3159] = (DbaErrorCategory.SecurityError, "The server takes encrypted connections only: connect without -TlsMode Disable."),
        [3572] = (DbaErrorCategory.ResourceBusy, "The lock is taken and the statement said NOWAIT."),
        [3636] = (DbaErrorCategory.LimitsExceeded, "Raise cte_max_recursion_depth for the session."),
        [3948] = (DbaErrorCategory.InvalidOperation, "The server refuses files of clients: set local_infile = ON there, or use -Csv with -Into."),
        [4166] = (DbaErrorCategory.InvalidOperation, "The server refuses files of clients: set local_infile = ON there, or use -Csv with -Into."),
        [4031] = (DbaErrorCategory.ConnectionError, "The session was idle for longer than wait_timeout: connect again."),
    };

    private static readonly Dictionary<string, DbaErrorCategory> Classes = new(StringComparer.Ordinal)
    {
        ["08"] = DbaErrorCategory.ConnectionError,
        ["0A"] = DbaErrorCategory.NotImplemented,
        ["21"] = DbaErrorCategory.InvalidData,
        ["22"] = DbaErrorCategory.InvalidData,
        ["23"] = DbaErrorCategory.InvalidData,
        ["25"] = DbaErrorCategory.InvalidOperation,
        ["28"] = DbaErrorCategory.AuthenticationError,
        ["3D"] = DbaErrorCategory.ObjectNotFound,
        ["40"] = DbaErrorCategory.ResourceBusy,
        ["42"] = DbaErrorCategory.InvalidArgument,
        ["44"] = DbaErrorCategory.InvalidData,
        ["45"] = DbaErrorCategory.InvalidOperation,
        ["70"] = DbaErrorCategory.OperationStopped,
    };

    public static DbaErrorCategory Category(MySqlFailure failure) => Codes.TryGetValue(failure.Number, out var known)
        ? known.Category
        : failure.SqlState is { Length: 5 } state && Classes.TryGetValue(state[..2], out var category) ? category : DbaErrorCategory.NotSpecified;

    /// <summary>What fixes it, where the number alone says so.</summary>
    public static string? Advice(int number) => Codes.TryGetValue(number, out var known) ? known.Advice : null;

    /// <summary>max_execution_time (MySQL) or max_statement_time (MariaDB) has passed.</summary>
    public static bool IsTimeLimit(int number) => number is 3024 or 1969;

    /// <summary>lock_wait_timeout or innodb_lock_wait_timeout has passed.</summary>
    public static bool IsLockTimeout(int number) => number == 1205;
}
