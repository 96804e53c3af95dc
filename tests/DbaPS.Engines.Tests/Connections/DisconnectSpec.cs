using DbaPS.Connections;
using DbaPS.Tables;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>Disconnect-DbaServer on any engine.</summary>
[Covers("Disconnect-DbaServer")]
public abstract class DisconnectSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : class, ITestServer
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_closed_session_is_gone_and_so_are_its_objects()
    {
        await using var runtime = new TestRuntime();
        var session = Assert.Single((await runtime.RunAsync("Connect-DbaServer", new ConnectRequest { Server = [server.Uri] }, cancellationToken: Token)).Of<DbaSession>());

        var said = await runtime.RunAsync("Disconnect-DbaServer", new DisconnectRequest { Server = [new ServerTarget(session.Server)] }, cancellationToken: Token);

        Assert.Empty(said.Errors);
        Assert.False(session.IsOpen);
        var after = await runtime.RunAsync("Get-DbaTable", new TableListRequest { Server = [new ServerTarget(session.Server)] }, cancellationToken: Token);
        Assert.Equal("SessionGone", Assert.Single(after.Errors).Id);
        Assert.Equal("ObjectMissing", Assert.Single((await runtime.RunAsync("Disconnect-DbaServer", new DisconnectRequest { Server = [new ServerTarget(session.Server)] }, cancellationToken: Token)).Errors).Id);
    }

    [Fact]
    public async Task A_server_that_is_null_is_an_error_of_its_own_and_the_others_are_closed()
    {
        await using var runtime = new TestRuntime();
        var session = await runtime.ConnectAsync(server.Uri, cancellationToken: Token);
        var said = await runtime.RunAsync("Disconnect-DbaServer", new DisconnectRequest { Server = [null!, new ServerTarget(session)] }, cancellationToken: Token);
        Assert.Contains("$null", Assert.Single(said.Errors).Message, StringComparison.Ordinal);
        Assert.False(session.IsOpen);
    }

    [Fact]
    public async Task Without_a_server_the_one_session_is_meant_and_All_means_every_one()
    {
        await using var runtime = new TestRuntime();
        var one = await runtime.ConnectAsync(server.Uri, cancellationToken: Token);
        Assert.Empty((await runtime.RunAsync("Disconnect-DbaServer", new DisconnectRequest(), cancellationToken: Token)).Errors);
        Assert.False(one.IsOpen);

        var two = await runtime.ConnectAsync(server.Uri, cancellationToken: Token);
        var three = await runtime.ConnectAsync(server.Uri, cancellationToken: Token);
        Assert.Equal("ServerAmbiguous", Assert.Single((await runtime.RunAsync("Disconnect-DbaServer", new DisconnectRequest(), cancellationToken: Token)).Errors).Id);
        Assert.Empty((await runtime.RunAsync("Disconnect-DbaServer", new DisconnectRequest { All = true }, cancellationToken: Token)).Errors);
        Assert.False(two.IsOpen || three.IsOpen);
    }
}
