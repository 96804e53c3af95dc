using DbaPS.Errors;

namespace DbaPS.PostgreSql;

/// <summary>SQLSTATE codes (PostgreSQL's manual, appendix A) by kind of failure.</summary>
internal static class SqlStates
{
    public const string CannotConnectNow = "57P03";
    public const string InsufficientPrivilege = "42501";
    public const string InvalidAuthorization = "28000";
    public const string InvalidDatabase = "3D000";
    public const string InvalidPassword = "28P01";
    public const string LockNotAvailable = "55P03";
    public const string QueryCancelled = "57014";
    public const string ReadOnlyTransaction = "25006";
    public const string TooManyConnections = "53300";

    private static readonly Dictionary<string, (DbaErrorCategory Category, string? Advice)> Codes = new(StringComparer.Ordinal)
    {
        ["22P02"] = (DbaErrorCategory.InvalidArgument, "Give the value in a form its type takes."),
        ["23505"] = (DbaErrorCategory.ResourceExists, "Remove or change the row that has the key already."),
        ["25006"] = (DbaErrorCategory.InvalidOperation, "The session is read-only, or the server is a standby: run it in a session opened without -ReadOnly on the primary."),
        ["2BP01"] = (DbaErrorCategory.InvalidOperation, "Drop what depends on it first."),
        ["3D000"] = (DbaErrorCategory.ObjectNotFound, "List what it has with Get-DbaDatabase."),
        ["3F000"] = (DbaErrorCategory.ObjectNotFound, "Check the schema's name."),
        ["40001"] = (DbaErrorCategory.ResourceBusy, "Run the transaction again: another one changed the same rows."),
        ["40P01"] = (DbaErrorCategory.ResourceBusy, "Run it again; two transactions waited for each other."),
        ["42501"] = (DbaErrorCategory.PermissionDenied, "Have the owner or a superuser grant it, or connect as another role."),
        ["42601"] = (DbaErrorCategory.SyntaxError, "Correct the statement near the place the message names."),
        ["42602"] = (DbaErrorCategory.SyntaxError, null),
        ["42622"] = (DbaErrorCategory.InvalidArgument, "A name has at most 63 bytes."),
        ["42703"] = (DbaErrorCategory.ObjectNotFound, "Check the column's name; Get-DbaTable and the table's definition have the real ones."),
        ["42704"] = (DbaErrorCategory.ObjectNotFound, "Check the name; a type or operator class may need its extension created first."),
        ["42883"] = (DbaErrorCategory.ObjectNotFound, "Check name and argument types; the function may need its extension created first."),
        ["42P01"] = (DbaErrorCategory.ObjectNotFound, "Check the table's name and schema; names are case-sensitive where they were created quoted."),
        ["42701"] = (DbaErrorCategory.ResourceExists, null),
        ["42710"] = (DbaErrorCategory.ResourceExists, null),
        ["42723"] = (DbaErrorCategory.ResourceExists, null),
        ["42P04"] = (DbaErrorCategory.ResourceExists, "Choose another name, or drop the database that has it."),
        ["42P06"] = (DbaErrorCategory.ResourceExists, null),
        ["42P07"] = (DbaErrorCategory.ResourceExists, "Choose another name, or drop the object that has it."),
        ["53100"] = (DbaErrorCategory.LimitsExceeded, "The server's disk is full: free space there first."),
        ["53200"] = (DbaErrorCategory.LimitsExceeded, "The server is out of memory: lower work_mem or the number of connections."),
        ["53300"] = (DbaErrorCategory.LimitsExceeded, "Close idle connections, raise max_connections (restart needed), or use a pooler."),
        ["53400"] = (DbaErrorCategory.LimitsExceeded, "A limit set on the server (such as temp_file_limit) was reached."),
        ["55000"] = (DbaErrorCategory.InvalidOperation, null),
        ["55006"] = (DbaErrorCategory.ResourceBusy, "Others use it: end their sessions first."),
        ["55P03"] = (DbaErrorCategory.ResourceBusy, "Run it again when the lock is free, or wait longer with -LockTimeout."),
        ["57014"] = (DbaErrorCategory.OperationStopped, "A time-out of the server, or somebody there, cancelled the statement: see the server's log."),
        ["57P01"] = (DbaErrorCategory.ConnectionError, "An administrator ended the session or stops the server: connect again."),
        ["57P02"] = (DbaErrorCategory.ConnectionError, "A process of the server crashed: see its log, then connect again."),
        ["57P03"] = (DbaErrorCategory.ResourceUnavailable, "Wait until it has started (see its log) and connect again."),
        ["58030"] = (DbaErrorCategory.ReadError, "The server could not read or write a file: check its disk and its log."),
        ["58P01"] = (DbaErrorCategory.ObjectNotFound, "A file is missing at the server: for an extension install its package there."),
        ["XX001"] = (DbaErrorCategory.InvalidData, "The server found damaged data: stop writing to it, back up what reads, and check it with amcheck."),
        ["XX002"] = (DbaErrorCategory.InvalidData, "The server found a damaged index: REINDEX it and check its table with amcheck."),
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
        ["40"] = DbaErrorCategory.ResourceBusy,
        ["42"] = DbaErrorCategory.InvalidArgument,
        ["44"] = DbaErrorCategory.InvalidData,
        ["53"] = DbaErrorCategory.LimitsExceeded,
        ["54"] = DbaErrorCategory.LimitsExceeded,
        ["55"] = DbaErrorCategory.InvalidOperation,
        ["57"] = DbaErrorCategory.OperationStopped,
        ["58"] = DbaErrorCategory.ReadError,
        ["P0"] = DbaErrorCategory.InvalidOperation,
    };

    public static DbaErrorCategory Category(string code) => Codes.TryGetValue(code, out var known)
        ? known.Category
        : code.Length == 5 && Classes.TryGetValue(code[..2], out var category) ? category : DbaErrorCategory.NotSpecified;

    /// <summary>What fixes it, where the code alone says so.</summary>
    public static string? Advice(string code) => Codes.TryGetValue(code, out var known) ? known.Advice : null;
}
