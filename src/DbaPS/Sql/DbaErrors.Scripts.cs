namespace DbaPS.Errors;

public static partial class DbaErrors
{
    /// <summary>A script holds a command of the engine's console. Only its name is shown: its arguments may hold a password.</summary>
    public static DbaError ConsoleCommandInScript(string command, int line) =>
        new("ConsoleCommandInScript", DbaErrorCategory.SyntaxError, $"Line {line} of the script is a console command, not SQL: {command}",
            "Take it out of the script, or run the script with the engine's own console. Nothing of the script has run.")
        { Target = line };

    /// <summary>A script holds rows for COPY.</summary>
    public static DbaError InlineDataInScript(int line) =>
        new("InlineDataInScript", DbaErrorCategory.SyntaxError, $"The COPY … FROM stdin on line {line} of the script takes its rows from the script, which only psql does.",
            "Load the rows with -Csv, or run the script with psql. Nothing of the script has run.")
        { Target = line };
}
