using DbaPS.Capabilities;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

/// <summary>Get-DbaCapability on SQLite.</summary>
[Covers("Get-DbaCapability", On = [typeof(SqliteServer)])]
public sealed class SqliteCapabilityTests(SqliteServer server) : IClassFixture<SqliteServer>
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_may_be_written_lacks_nothing()
    {
        var found = await ProbeAsync(server.UriOf(server.CreateDatabase()));
        Assert.All(found.Values.Where(c => c.Cmdlet != "Get-DbaSlowQuery"), c => Assert.True(c.Available, $"{c.Cmdlet}: {c.Reason}"));
    }

    [Fact]
    public async Task A_file_opened_for_reading_takes_no_index()
    {
        var found = await ProbeAsync(server.UriOf(server.CreateDatabase()) + "?mode=ro");
        Assert.False(found["New-DbaIndex"].Available);
        Assert.Contains("right to write", found["New-DbaIndex"].Reason, StringComparison.Ordinal);
        Assert.True(found["Backup-DbaDatabase"].Available);
    }

    private async Task<Dictionary<string, DbaCapability>> ProbeAsync(string address)
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Get-DbaCapability", new CapabilityRequest { Server = [address] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaCapability>().ToDictionary(c => c.Cmdlet);
    }
}
