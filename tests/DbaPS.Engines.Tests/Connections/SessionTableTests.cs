using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Servers;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>A reference finds the session it came from, or says that it is gone: never another login.</summary>
public sealed class SessionTableTests(SqliteServer server) : IClassFixture<SqliteServer>
{
    private readonly SqliteServer _server = server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_finds_the_session_it_came_from()
    {
        await using var runtime = new TestRuntime();
        var session = await runtime.ConnectAsync(_server.Uri, cancellationToken: Token);
        var found = await runtime.Runtime.Sessions.ResolveAsync(new ServerTarget(session.Server), engine: null, new ConnectOptions(), Token);

        Assert.Same(session, found);
    }

    [Fact]
    public async Task A_closed_session_is_never_opened_again_in_silence()
    {
        await using var runtime = new TestRuntime();
        var session = await runtime.ConnectAsync(_server.Uri, cancellationToken: Token);
        var reference = session.Server;
        await runtime.Runtime.Sessions.CloseAsync(session);

        var said = await runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = [new ServerTarget(reference)] }, cancellationToken: Token);

        Assert.Equal("SessionGone", Assert.Single(said.Errors).Id);
        Assert.Empty(said.Written);
    }

    [Fact]
    public async Task Two_calls_for_one_address_share_a_session_and_two_logins_do_not()
    {
        await using var runtime = new TestRuntime();
        var sessions = runtime.Runtime.Sessions;
        var first = await sessions.ResolveAsync(_server.Uri, engine: null, new ConnectOptions(), Token);
        var again = await sessions.ResolveAsync(_server.Uri, engine: null, new ConnectOptions(), Token);
        var other = await sessions.ResolveAsync(_server.Uri, engine: null, new ConnectOptions { Credential = new DbaCredential("somebody", null) }, Token);

        Assert.Same(first, again);
        Assert.NotSame(first, other);
    }

    [Fact]
    public async Task Without_a_server_the_one_open_session_is_meant()
    {
        await using var runtime = new TestRuntime();
        var sessions = runtime.Runtime.Sessions;
        Assert.Equal("ServerRequired", Assert.Throws<DbaException>(sessions.Default).Error.Id);

        var session = await runtime.ConnectAsync(_server.Uri, cancellationToken: Token);
        Assert.Same(session, sessions.Default());

        await runtime.ConnectAsync(_server.Uri, cancellationToken: Token);
        Assert.Equal("ServerAmbiguous", Assert.Throws<DbaException>(sessions.Default).Error.Id);
    }

    [Fact]
    public async Task One_failing_server_does_not_hide_the_others()
    {
        await using var runtime = new TestRuntime();
        var request = new ServerIdentityRequest { Server = [_server.Uri, "pg://127.0.0.1:1/x", "nosuchscheme://h", _server.Uri] };

        var said = await runtime.RunAsync("Get-DbaServer", request, cancellationToken: Token);

        Assert.Equal(2, said.Of<DbaServer>().Count);
        Assert.Equal(["MalformedAddress", "ServerUnreachable"], said.Errors.Select(e => e.Id).Order());
    }
}
