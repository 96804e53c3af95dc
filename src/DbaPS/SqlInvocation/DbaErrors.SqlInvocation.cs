using System.Globalization;

namespace DbaPS.Errors;

public static partial class DbaErrors
{
    /// <summary>A statement of several failed.</summary>
    /// <param name="place">Where it stands: <c>deploy.sql, line 12</c>.</param>
    /// <param name="done">Statements of the run that ended well before it.</param>
    public static DbaError ScriptStopped(DbaError failure, string place, int done, bool transaction) => failure with
    {
        Message = $"{place}: {failure.Message}",
        RecommendedAction = $"{failure.RecommendedAction} {Kept(done, transaction)}".TrimStart(),
    };

    public static DbaError TransactionEndedByScript(string word, int line) =>
        new("TransactionEndedByScript", DbaErrorCategory.InvalidOperation, $"The statement on line {line} ({word}) would end the transaction that -Transaction asks for.",
            "Take it out, or run without -Transaction. Nothing of the script has run.")
        { Target = line };

    public static DbaError FileExists(string path) =>
        new("FileExists", DbaErrorCategory.ResourceExists, $"'{path}' exists already.", "Name another file, or overwrite it with -Force.") { Target = path };

    public static DbaError FileUnwritable(string path, Exception cause) =>
        new("FileUnwritable", DbaErrorCategory.WriteError, $"'{path}' can't be written: {cause.Message}", "Check that its folder exists and has room, and that you may write there.") { Target = path, Cause = cause };

    public static DbaError FileUnreadable(string path, Exception cause) =>
        new("FileUnreadable", DbaErrorCategory.ReadError, $"'{path}' can't be read: {cause.Message}", "Check that you may read it.") { Target = path, Cause = cause };

    public static DbaError CsvRejected(string table, string why, long? line, string? column, Exception? cause) =>
        new("CsvRejected", DbaErrorCategory.InvalidData,
            string.Create(CultureInfo.InvariantCulture, $"The file does not fit {table}{(line is null ? "" : $": line {line}")}{(column is null ? "" : $", column {column}")}: {why}"),
            "Correct that line of the file, or the table. Nothing was loaded.")
        { Target = table, Cause = cause };

    public static DbaError CsvColumnUnknown(string table, string column, IEnumerable<string> known) =>
        new("CsvColumnUnknown", DbaErrorCategory.InvalidData, $"The file's first line names the column '{column}', which {table} does not have.",
            $"The first line must name columns of the table: {string.Join(", ", known)}. Nothing was loaded.")
        { Target = column };

    public static DbaError CsvColumnTwice(string table, string column) =>
        new("CsvColumnTwice", DbaErrorCategory.InvalidData, $"The file's first line names the column '{column}' of {table} twice.", "Name each column once. Nothing was loaded.") { Target = column };

    public static DbaError CsvEmpty(string table) =>
        new("CsvEmpty", DbaErrorCategory.InvalidData, $"The file for {table} is empty: it has no line of column names.", "Its first line must name the table's columns.") { Target = table };

    public static DbaError ParameterMissing(string name) =>
        new("ParameterMissing", DbaErrorCategory.InvalidArgument, $"The statement has the placeholder {name}, and there is no value for it.",
            $"Give one: -Parameters @{{ {name.TrimStart('@', ':', '$', '?')} = … }}.")
        { Target = name };

    public static DbaError ParameterUnsupported(string name, Type type, string engine) =>
        new("ParameterUnsupported", DbaErrorCategory.InvalidArgument, $"The value of parameter '{name}' is a {type.Name}, which {engine} has no parameter for.",
            "Give a number, a text, a date, a byte array, or a list of one of them.")
        { Target = name };

    private static string Kept(int done, bool transaction) => transaction ? "Nothing of the transaction was kept."
        : done == 0 ? "No statement ran before it."
        : string.Create(CultureInfo.InvariantCulture, $"{done} statement{(done == 1 ? "" : "s")} before it stay{(done == 1 ? "s" : "")} done; -Transaction would undo them too.");
}
