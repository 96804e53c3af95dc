using System.Net;
using System.Net.Sockets;
using DbaPS.Connections;
using DbaPS.Servers;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>Connecting to MySQL and MariaDB.</summary>
[Covers("Connect-DbaServer")]
public abstract class MySqlConnectSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : SharedMySql
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_is_what_it_is_whichever_scheme_names_it()
    {
        await using var runtime = new TestRuntime();
        foreach (var scheme in (string[])["mysql", "mariadb"])
        {
            var session = await runtime.ConnectAsync($"{scheme}{server.Uri[server.Uri.IndexOf(':', StringComparison.Ordinal)..]}", cancellationToken: Token);
            Assert.Equal(server.Engine, session.Engine.Name, ignoreCase: true);
            Assert.StartsWith($"{server.Engine}://root@127.0.0.1:", session.Server.Address, StringComparison.Ordinal);
            Assert.Equal("test", session.Database);
        }
    }

    [Fact]
    public async Task The_socket_and_an_option_file_serve_too()
    {
        await using var runtime = new TestRuntime();
        var file = Path.Combine(runtime.Folder, "my.cnf");
        await File.WriteAllTextAsync(file, $"[mysqld]\nuser = nobody\n[client]\nuser=root # who\npassword = \"{server.Server.Password}\"\nsocket = {server.Server.Socket}\n", Token);
        var session = await runtime.ConnectAsync($"{server.Engine}:///test?defaults_file={Uri.EscapeDataString(file)}", cancellationToken: Token);
        Assert.StartsWith("root@localhost", session.User, StringComparison.Ordinal);
        Assert.Equal("Declined", (await runtime.RefusalAsync($"{server.Engine}://127.0.0.1/?login_path=x", cancellationToken: Token)).Id);
        Assert.Equal("MalformedAddress", (await runtime.RefusalAsync($"{server.Engine}://127.0.0.1/?ssl_mod=x", cancellationToken: Token)).Id);
    }

    [Fact]
    public async Task Refusals_say_what_to_do_and_hold_no_secret()
    {
        await using var runtime = new TestRuntime();
        var port = server.Server.Port;
        var wrong = await runtime.RefusalAsync($"{server.Engine}://root:canary-71@127.0.0.1:{port}/?no_defaults=1", cancellationToken: Token);
        Assert.Equal(("AuthenticationFailed", "1045"), (wrong.Id, wrong.NativeCode));
        Assert.DoesNotContain("canary-71", $"{wrong} {wrong.Cause}", StringComparison.Ordinal);
        Assert.Equal("DatabaseMissing", (await runtime.RefusalAsync(server.UriOf("nowhere"), cancellationToken: Token)).Id);
        Assert.Equal("ServerUnreachable", (await runtime.RefusalAsync($"{server.Engine}://root@127.0.0.1:1/?no_defaults=1", cancellationToken: Token)).Id);
    }

    [Fact]
    public async Task A_server_that_never_answers_ends_with_the_time_out()
    {
        await using var runtime = new TestRuntime();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"{server.Engine}://root@127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/?no_defaults=1";
        var refused = await runtime.RefusalAsync(address, new ConnectOptions { ConnectTimeout = TimeSpan.FromSeconds(1) }, Token);
        Assert.Contains("within 1 s", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_is_checked_when_asked_for()
    {
        await using var runtime = new TestRuntime();
        var authority = server.Server.CertificateAuthorityFile;
        var trusted = new ConnectOptions { TlsMode = TlsMode.VerifyFull, RootCertificate = authority };
        var session = await runtime.ConnectAsync(server.Uri, trusted, Token);
        var said = await runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = [new ServerTarget(session)] }, cancellationToken: Token);
        Assert.StartsWith("TLSv1", Assert.Single(said.Of<DbaServer>()).Tls, StringComparison.Ordinal);

        using var other = new TestAuthority();
        var file = Path.Combine(runtime.Folder, "other.pem");
        await File.WriteAllTextAsync(file, other.CertificatePem, Token);
        var refused = await runtime.RefusalAsync(server.Uri, trusted with { RootCertificate = file }, Token);
        Assert.Equal("CertificateUntrusted", refused.Id);
        Assert.Contains("is not trusted here", refused.Message, StringComparison.Ordinal);
        Assert.Equal("CertificateUntrusted", (await runtime.RefusalAsync(server.Uri, trusted with { RootCertificate = null }, Token)).Id);
    }

    [Fact]
    public async Task A_read_only_session_changes_nothing()
    {
        var database = server.CreateDatabase();
        await server.ExecuteAsync("CREATE TABLE t (id int)", database, Token);
        await using var runtime = new TestRuntime();
        var session = await runtime.ConnectAsync(server.UriOf(database), new ConnectOptions { ReadOnly = true }, Token);
        var said = await runtime.RunAsync("Invoke-DbaSql", new DbaPS.SqlInvocation.SqlRequest { Server = [new ServerTarget(session)], Query = "INSERT INTO t VALUES (1)" }, cancellationToken: Token);
        Assert.Equal("1792", Assert.Single(said.Errors).NativeCode);
        Assert.Equal(0L, await server.ScalarAsync("SELECT count(*) FROM t", database, Token));
    }
}
