using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DbaPS.Connections;
using DbaPS.Profiles;
using DbaPS.Servers;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>A dead server, a hanging one and a wrong password hide nothing of the two good ones.</summary>
public sealed class FanOutTests(PostgreSql15 server) : IClassFixture<PostgreSql15>
{
    private readonly PostgreSql15 _server = server;

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task One_failing_server_never_hides_another(int throttle)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var runtime = new TestRuntime();
        (string Name, string Address)[] servers =
        [
            ("hanging", $"pg://a@127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/x"), ("dead", "pg://a@127.0.0.1:1/x"), ("wrong", _server.Server.PasswordFreeUriOf()),
            ("good", _server.UriOf(null)), ("fine", _server.UriOf(_server.CreateDatabase())),
        ];
        Environment.SetEnvironmentVariable("DBAPS_TEST_FAN_GOOD", _server.Server.Password);
        Environment.SetEnvironmentVariable("DBAPS_TEST_FAN_WRONG", "wrong");
        foreach (var (name, address) in servers)
        {
            var said = await runtime.RunAsync("Register-DbaServer", new RegisterServerRequest
            {
                Name = name,
                Server = address.Replace($":{_server.Server.Password}@", "@", StringComparison.Ordinal),
                Group = "all",
                ConnectTimeout = TimeSpan.FromSeconds(2),
                Secret = name is "good" or "fine" ? "env:DBAPS_TEST_FAN_GOOD" : "env:DBAPS_TEST_FAN_WRONG",
            }, cancellationToken: Token);
            Assert.Empty(said.Errors);
        }

        var clock = Stopwatch.StartNew();
        var found = await runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = ["@all"], ThrottleLimit = throttle }, cancellationToken: Token);
        Assert.Equal(2, found.Of<DbaServer>().Count);
        Assert.Equal(["AuthenticationFailed", "ServerUnreachable", "ServerUnreachable"], found.Errors.Select(e => e.Id).Order());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "The hanging one ended by its own time-out.");

        var opened = await runtime.RunAsync("Connect-DbaServer", new ConnectRequest { Server = [.. servers.Select(s => new ServerTarget(s.Name))], ThrottleLimit = throttle }, cancellationToken: Token);
        Assert.Equal(["good", "fine"], opened.Of<DbaSession>().Select(s => s.Profile));
        Assert.Equal(3, opened.Errors.Count);
    }
}
