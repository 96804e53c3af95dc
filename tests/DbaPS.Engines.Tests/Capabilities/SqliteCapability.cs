using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class SqliteCapability(SqliteServer server) : CapabilitySpec<SqliteServer>(server)
{
    [Fact]
    public async Task A_file_that_may_be_written_lacks_nothing()
    {
        var found = await ProbeAsync(Server.UriOf(Server.CreateDatabase()));
        Assert.All(found.Values.Where(c => c.Cmdlet != "Get-DbaSlowQuery"), c => Assert.True(c.Available, $"{c.Cmdlet}: {c.Reason}"));
    }

    [Fact]
    public async Task A_file_opened_for_reading_takes_no_index()
    {
        var found = await ProbeAsync(Server.UriOf(Server.CreateDatabase()) + "?mode=ro");
        Assert.False(found["New-DbaIndex"].Available);
        Assert.Contains("right to write", found["New-DbaIndex"].Reason, StringComparison.Ordinal);
        Assert.True(found["Backup-DbaDatabase"].Available);
    }
}
