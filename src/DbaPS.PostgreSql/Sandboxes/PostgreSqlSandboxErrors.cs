using System.Globalization;
using DbaPS.Errors;

namespace DbaPS.PostgreSql.Sandboxes;

/// <summary>What can go wrong with a sandbox.</summary>
internal static class PostgreSqlSandboxErrors
{
    public static DbaError ProgramFailed(string program, int exitCode, string said) =>
        new("SandboxNotStarted", DbaErrorCategory.ResourceUnavailable,
            string.Create(CultureInfo.InvariantCulture, $"A sandbox did not come up: {program} ended with {exitCode}: {said}"),
            "Check the space in the temporary folder (TMPDIR moves it), and that the server's account may run its programs.")
        { Target = program };

    public static DbaError FolderOdd(string folder) =>
        new("SandboxFolderOdd", DbaErrorCategory.InvalidArgument, $"A sandbox can't be made in {folder}: PostgreSQL's programs take no quotes, dollar signs, backslashes or line breaks there.",
            "Let TMPDIR name another folder.")
        { Target = folder };

    public static DbaError NotStopped(string folder, int processId) =>
        new("SandboxNotStopped", DbaErrorCategory.ResourceBusy,
            string.Create(CultureInfo.InvariantCulture, $"The sandbox in {folder} (process {processId}) did not stop."),
            "Run Remove-DbaSandbox again; if it stays, end that process and then remove it.")
        { Target = folder };
}
