using System.ComponentModel;

namespace DbaPS.Cli.Tests;

/// <summary>strace, which looks on as a program calls the system.</summary>
internal static class Strace
{
    /// <summary>Skips the test where strace can't be used.</summary>
    public static async Task RequireAsync(Dbaps dbaps, CancellationToken cancellationToken) =>
        Assert.SkipUnless(await WorksAsync(dbaps, cancellationToken), "strace is missing or may not trace here. Install the package strace; in a container allow ptrace.");

    private static async Task<bool> WorksAsync(Dbaps dbaps, CancellationToken cancellationToken)
    {
        try
        {
            using var process = dbaps.StartProgram("strace", "-f", "-e", "trace=fsync", "-o", Path.Combine(dbaps.Folder, "try"), "true");
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
