using System.Diagnostics;
using System.Globalization;

namespace DbaPS.Cli.Tests;

/// <summary>Ctrl+C.</summary>
public sealed class CancelTests : IDisposable
{
    private readonly Dbaps _dbaps = new();

    public void Dispose() => _dbaps.Dispose();

    [Fact]
    public async Task Stops_the_statement_and_says_130()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send; press Ctrl+C there.");
        var server = Shop.Make(_dbaps.Folder);
        using var process = _dbaps.Start("Invoke-DbaSql", "-Server", server, "-NoInput", "-Query",
            "SELECT 1 AS first; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS endless FROM n");
        // The first result shows that the program is at work; it comes although the second never does.
        Assert.Equal("""{"first":1}""", await process.StandardOutput.ReadLineAsync());
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }
        var result = await Dbaps.EndAsync(process);
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("cancelled", result.Errors, StringComparison.Ordinal);
    }
}
