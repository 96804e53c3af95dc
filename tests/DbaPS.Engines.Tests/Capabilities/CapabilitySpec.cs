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
    protected CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    protected TServer Server { get; } = server;

    [Fact]
    public async Task Tells_of_every_cmdlet_and_says_why_one_does_not_work_and_what_serves()
    {
        var found = await ProbeAsync(Server.Uri);

        Assert.Equal(OperationCatalog.All.Where(o => o.Attribute.Requires.Length > 0).Select(o => o.Name).Order(), found.Keys.Order());
        Assert.All(found.Values.Where(c => !c.Available), c => Assert.NotEmpty(c.Reason!));
        Assert.All(found.Values.Where(c => !c.Available), c => Assert.NotEmpty(c.Needs));
        Assert.All(found.Values, c => Assert.Equal(Server.Engine, c.Engine.Name, ignoreCase: true));
        Assert.True(found["Get-DbaTable"].Available);
    }

    [Fact]
    public async Task What_the_engine_declines_is_never_available()
    {
        await using var runtime = new TestRuntime();
        var declined = runtime.Runtime.Engines.Get(new EngineId(Server.Engine)).Capabilities.Declined;

        var found = await ProbeAsync(Server.Uri);

        foreach (var operation in OperationCatalog.All.Where(o => o.Attribute.Requires.Any(declined.ContainsKey)))
        {
            var why = operation.Attribute.Requires.Where(declined.ContainsKey).Select(c => declined[c]).ToList();
            Assert.False(found[operation.Name].Available);
            Assert.All(why, w => Assert.Contains(w.Reason, found[operation.Name].Reason, StringComparison.Ordinal));
            Assert.All(why, w => Assert.Contains(w.Advice, found[operation.Name].Needs));
        }
    }

    [Fact]
    public async Task Takes_patterns_of_names()
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Get-DbaCapability", new CapabilityRequest { Server = [Server.Uri], Cmdlet = ["Get-DbaT*"] }, cancellationToken: Token);
        Assert.Equal(["Get-DbaTable"], said.Of<DbaCapability>().Select(c => c.Cmdlet));
    }

    protected async Task<Dictionary<string, DbaCapability>> ProbeAsync(string address)
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Get-DbaCapability", new CapabilityRequest { Server = [address] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaCapability>().ToDictionary(c => c.Cmdlet);
    }
}
