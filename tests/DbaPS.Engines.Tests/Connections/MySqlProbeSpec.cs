using System.Net;
using System.Net.Sockets;
using DbaPS.Servers;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>What Test-DbaServer sees of MySQL and MariaDB before and after the login, and what it leaves behind there.</summary>
[Covers("Test-DbaServer")]
public abstract class MySqlProbeSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : SharedMySql
{
    private readonly string _usual = server is MariaDb1011 ? "mysql_native_password" : "caching_sha2_password";

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_account_s_own_login_method_is_told()
    {
        if (server.Product.IsMariaDb)
        {
            await InstallAsync("auth_ed25519");
            // Whether it gets in, the driver decides.
            var modern = await AccountAsync("IDENTIFIED VIA ed25519 USING PASSWORD('pw')");
            Assert.Equal("client_ed25519", (await ChecksAsync(server.Server.UriFor(modern, "pw")))["Authentication"].Value);
        }
        else
        {
            var older = await ChecksAsync(server.Server.UriFor(await AccountAsync("IDENTIFIED WITH sha256_password BY 'pw'"), "pw"));
            Assert.Equal((_usual, "sha256_password"), (older["Authentication"].Value, older["LoginMethod"].Value));
            Assert.Contains("would count as a failed login", older["Authentication"].Detail, StringComparison.Ordinal);
        }

        var checks = await ChecksAsync(server.Server.UriFor(await AccountAsync("IDENTIFIED BY 'pw'"), "pw"));
        Assert.Equal((_usual, _usual), (checks["Authentication"].Value, checks["LoginMethod"].Value));
        Assert.Equal(server.Product.IsMariaDb ? ServerCheckStatus.Warning : ServerCheckStatus.Passed, checks["Authentication"].Status);
        Assert.StartsWith("Through TLSv1.3, ", checks["LoginMethod"].Detail, StringComparison.Ordinal);
        Assert.InRange(checks["ClockSkew"].Duration!.Value, TimeSpan.FromSeconds(-2), TimeSpan.FromSeconds(2));
        Assert.True(checks["RoundTrip"].Duration > TimeSpan.Zero);
        if (server.Product.IsMariaDb)
        {
            // Either of two: the server doesn't say which it was.
            var either = await AccountAsync("IDENTIFIED VIA unix_socket OR mysql_native_password USING PASSWORD('pw')");
            Assert.DoesNotContain("LoginMethod", (await ChecksAsync(server.Server.UriFor(either, "pw"))).Keys);
        }
    }

    [Fact]
    public async Task A_plain_connection_and_a_socket_are_looked_at_too()
    {
        var user = await AccountAsync("IDENTIFIED BY 'pw'");
        var plain = await ChecksAsync($"{server.Server.UriFor(user, "pw")}&ssl_mode=DISABLED");
        Assert.Equal((ServerCheckStatus.Skipped, ServerCheckStatus.Passed), (plain["Tls"].Status, plain["Login"].Status));
        Assert.Equal(_usual, plain["Authentication"].Value);
        var socket = await ChecksAsync($"{server.Engine}:///test?no_defaults=1&user={user}&socket={Uri.EscapeDataString(server.Server.Socket)}");
        Assert.Equal((server.Server.Socket, ServerCheckStatus.Passed), (socket["Port"].Value, socket["Port"].Status));
        Assert.DoesNotContain("Dns", socket.Keys);
        Assert.NotNull(socket["Authentication"].Value);
    }

    [Fact]
    public async Task Looking_locks_no_account_and_tells_of_one_that_is_refused()
    {
        var user = await AccountAsync(server.Product.IsMariaDb ? "IDENTIFIED BY 'pw'" : "IDENTIFIED BY 'pw' FAILED_LOGIN_ATTEMPTS 1 PASSWORD_LOCK_TIME UNBOUNDED");
        foreach (var mode in (string[])["REQUIRED", "DISABLED", "REQUIRED"])
        {
            Assert.Equal(ServerCheckStatus.Passed, (await ChecksAsync($"{server.Server.UriFor(user, "pw")}&ssl_mode={mode}"))["Login"].Status);
        }

        await server.ExecuteAsync($"ALTER USER '{user}'@'%' REQUIRE SSL", cancellationToken: Token);
        var refused = await ChecksAsync($"{server.Server.UriFor(user, "pw")}&ssl_mode=DISABLED");
        Assert.Equal("AuthenticationFailed", refused["Login"].Value);
    }

    [Fact]
    public async Task Another_protocol_is_told_from_silence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var answering = AnswerAsync(other);
        var checks = await ChecksAsync($"{server.Engine}://a:b@127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}/?no_defaults=1");
        Assert.Contains("does not speak MySQL's protocol", checks["Tls"].Detail, StringComparison.Ordinal);
        other.Stop();
        await answering;
    }

    private static async Task AnswerAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await client.GetStream().WriteAsync("SSH-2.0-OpenSSH_9.2p1\r\n"u8.ToArray());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task<string> AccountAsync(string identified)
    {
        var user = $"probe_{Guid.NewGuid():n}"[..20];
        await server.ExecuteAsync($"CREATE USER '{user}'@'%' {identified}; GRANT SELECT ON test.* TO '{user}'@'%'", cancellationToken: Token);
        return user;
    }

    private async Task InstallAsync(string plugin)
    {
        try
        {
            await server.ExecuteAsync($"INSTALL SONAME '{plugin}'", cancellationToken: Token);
        }
        catch (System.Data.Common.DbException)
        {
            // Another test did already.
        }
    }

    private async Task<Dictionary<string, DbaServerCheck>> ChecksAsync(string address)
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Test-DbaServer", new ServerTestRequest { Server = [address] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaServerCheck>().ToDictionary(c => c.Check);
    }
}
