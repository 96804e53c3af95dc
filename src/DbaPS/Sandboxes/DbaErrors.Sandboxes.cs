using System.Globalization;

namespace DbaPS.Errors;

/// <content>Sandboxes.</content>
public static partial class DbaErrors
{
    public static DbaError SandboxNotStarted(string program, int exitCode, string said) =>
        new("SandboxNotStarted", DbaErrorCategory.ResourceUnavailable,
            string.Create(CultureInfo.InvariantCulture, $"A sandbox did not come up: {program} ended with {exitCode}: {said}"),
            "Check the space in the temporary folder (TMPDIR moves it), and that the server's account may run its programs.")
        { Target = program };

    public static DbaError SandboxFolderClosed(string folder, string closed, string account) =>
        new("SandboxFolderClosed", DbaErrorCategory.PermissionDenied,
            $"A sandbox can't be made in {folder}: its server refuses to run as root and runs as {account}, who may not enter {closed}.",
            $"Let TMPDIR name a folder that {account} may enter, such as /var/tmp, run as an ordinary user, or open that one: chmod o+x '{closed}'")
        { Target = closed };

    public static DbaError SandboxNotStopped(string folder, int processId) =>
        new("SandboxNotStopped", DbaErrorCategory.ResourceBusy,
            string.Create(CultureInfo.InvariantCulture, $"The sandbox in {folder} (process {processId}) did not stop."),
            "Run Remove-DbaSandbox again; if it stays, end that process and then remove it.")
        { Target = folder };
}
