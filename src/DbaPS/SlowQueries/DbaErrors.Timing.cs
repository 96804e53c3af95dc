namespace DbaPS.Errors;

public static partial class DbaErrors
{
    public static DbaError StatementWouldWrite(string server, string statement) =>
        new("StatementWouldWrite", DbaErrorCategory.InvalidOperation, $"{server}: a statement to be timed would write, or returns no rows.",
            "Leave only queries in the file; to time a change, run it in a sandbox with Invoke-DbaSql.")
        { Target = server, Statement = statement };
}
