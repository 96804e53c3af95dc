using System.Diagnostics;
using System.Globalization;

namespace DbaPS.Cli.Tests;

/// <summary>Ctrl+C in the midst of the tour.</summary>
public sealed class TourCancelTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Dbaps _dbaps = new();

    public void Dispose() => _dbaps.Dispose();

    /// <param name="sign">A file or folder that the tour makes: it is stopped right after.</param>
    [Theory]
    [InlineData("Sqlite", "workload.sql")]
    [InlineData("Sqlite", "forged")]
    [InlineData("PostgreSql", "postmaster.pid")]
    [InlineData("PostgreSql", "workload.sql")]
    [InlineData("PostgreSql", "backups")]
    [InlineData("PostgreSql", "turned")]
    [InlineData("PostgreSql", "forged")]
    public async Task Leaves_neither_a_server_nor_a_folder(string engine, string sign)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent and processes looked for as Linux has them.");
        Assert.SkipUnless(engine == "Sqlite" || Directory.Exists("/usr/lib/postgresql/15/bin"), "PostgreSQL is not installed: tests/servers/install adds it.");
        // The server's own account passes through where root starts it.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_dbaps.Folder, File.GetUnixFileMode(_dbaps.Folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
        using var process = _dbaps.Start("Start-DbaTour", engine, "-NoInput", "-Confirm:$false", "-ReportPath", Path.Combine(_dbaps.Folder, "tour.html"));
        var temporary = Path.Combine(_dbaps.Folder, "tmp");
        for (var clock = Stopwatch.StartNew(); !Exists(temporary, sign); await Task.Delay(20, TestContext.Current.CancellationToken))
        {
            Assert.False(process.HasExited, $"The tour ended before it made {sign}.");
            Assert.True(clock.Elapsed < Patience, $"The tour did not make {sign}.");
        }

        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        var result = await Dbaps.EndAsync(process);

        Assert.Equal(130, result.ExitCode);
        Assert.Empty(Directory.EnumerateDirectories(temporary, "dbaps-tour-*"));
        Assert.Empty(Directory.EnumerateDirectories(temporary, "dbaps-sandboxes-*").SelectMany(Directory.EnumerateFileSystemEntries));
        Assert.Empty(ProcessesOf(temporary));
        Assert.False(File.Exists(Path.Combine(_dbaps.Folder, "tour.html")));
    }

    private static bool Exists(string folder, string name)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder, name, SearchOption.AllDirectories).Any();
        }
        catch (DirectoryNotFoundException)
        {
            // It went while it was being read.
            return false;
        }
    }

    /// <summary>Command lines that name the folder.</summary>
    private static IEnumerable<string> ProcessesOf(string folder)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            string line;
            try
            {
                line = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
            }
            catch (IOException)
            {
                continue;
            }
            if (line.Contains(folder, StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }
}
