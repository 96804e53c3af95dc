using DbaPS.Servers;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

/// <summary>Get-DbaServer on any engine.</summary>
[Covers("Get-DbaServer")]
public abstract class GetServerSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : class, ITestServer
{
    protected CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    protected TServer Server { get; } = server;

    [Fact]
    public async Task Tells_who_the_server_is()
    {
        await using var runtime = new TestRuntime();

        var said = await runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = [Server.Uri] }, cancellationToken: Token);

        Assert.Empty(said.Errors);
        var found = Assert.Single(said.Of<DbaServer>());
        Assert.Equal(Server.Engine, found.Engine.Name, ignoreCase: true);
        Assert.StartsWith(found.Version, Server.Version, StringComparison.Ordinal);
        Assert.NotEmpty(found.Platform);
        Assert.NotEmpty(found.Role);
        Assert.Equal(TimeSpan.Zero, found.CollectedAt.Offset);
        Verify(found);
    }

    /// <summary>What only this engine says.</summary>
    protected abstract void Verify(DbaServer found);
}
