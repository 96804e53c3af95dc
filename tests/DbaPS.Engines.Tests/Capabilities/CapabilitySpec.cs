using DbaPS.Capabilities;
using DbaPS.Operations;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

/// <summary>Get-DbaCapability on any engine.</summary>
[Covers("Get-DbaCapability")]
public abstract class CapabilitySpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : class, ITestServer
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_of_every_cmdlet_and_says_why_one_does_not_work()
    {
        await using var runtime = new TestRuntime();

        var said = await runtime.RunAsync("Get-DbaCapability", new CapabilityRequest { Server = [server.Uri] }, cancellationToken: Token);

        Assert.Empty(said.Errors);
        var found = said.Of<DbaCapability>();
        Assert.Equal(found.Select(c => c.Cmdlet).Distinct(), found.Select(c => c.Cmdlet));
        Assert.All(found, c => Assert.NotNull(OperationCatalog.Find(c.Cmdlet)));
        Assert.All(found.Where(c => !c.Available), c => Assert.NotEmpty(c.Reason!));
        Assert.True(found.Single(c => c.Cmdlet == "Get-DbaTable").Available);
        Assert.Equal(server.Engine, found[0].Engine.Name, ignoreCase: true);
    }

    [Fact]
    public async Task Takes_patterns_of_names()
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Get-DbaCapability", new CapabilityRequest { Server = [server.Uri], Cmdlet = ["Get-DbaT*"] }, cancellationToken: Token);
        Assert.Equal(["Get-DbaTable"], said.Of<DbaCapability>().Select(c => c.Cmdlet));
    }
}
