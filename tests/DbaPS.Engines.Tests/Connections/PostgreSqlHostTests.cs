using System.Net;
using System.Net.Sockets;
using DbaPS.Connections;
using DbaPS.Databases;
using DbaPS.Errors;
using DbaPS.Servers;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>Several hosts, servers that come back, and where their messages go.</summary>
public sealed class PostgreSqlHostTests(PostgreSql15 shared) : IClassFixture<PostgreSql15>
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    private string Login => $"postgres:{Uri.EscapeDataString(shared.Server.Password)}";

    [Theory]
    [InlineData("")]
    [InlineData("?target_session_attrs=any")]
    [InlineData("?target_session_attrs=read-write")]
    [InlineData("?target_session_attrs=primary")]
    [InlineData("?target_session_attrs=prefer-standby")]
    public async Task The_first_host_that_serves_is_taken_and_named(string option)
    {
        await using var runtime = new TestRuntime();
        var session = await runtime.ConnectAsync($"pg://{Login}@127.0.0.1:{FreePort()},127.0.0.1:{shared.Server.Port}/postgres{option}", cancellationToken: Token);
        Assert.Equal($"pg://postgres@127.0.0.1:{shared.Server.Port}/postgres", session.ToString());
    }

    [Fact]
    public async Task Hosts_may_be_an_option_or_a_connection_string()
    {
        await using var runtime = new TestRuntime();
        var session = await runtime.ConnectAsync(
            $"pg:///postgres?host=127.0.0.1,127.0.0.1&port={FreePort()},{shared.Server.Port}&user=postgres&password={Uri.EscapeDataString(shared.Server.Password)}", cancellationToken: Token);
        Assert.Equal($"pg://postgres@127.0.0.1:{shared.Server.Port}/postgres", session.ToString());
        session = await runtime.Runtime.Sessions.OpenAsync(
            new ServerTarget($"Host=127.0.0.1:{FreePort()},127.0.0.1:{shared.Server.Port};Username=postgres;Password={shared.Server.Password};Search Path='\"a b\"';Target Session Attributes=primary"),
            new EngineId("pg"), new ConnectOptions(), isImplicit: false, Token);
        Assert.Equal($"pg://postgres@127.0.0.1:{shared.Server.Port}/postgres", session.ToString());
    }

    [Fact]
    public async Task Each_host_is_looked_at_and_named()
    {
        await using var runtime = new TestRuntime();
        var closed = FreePort();
        var said = await runtime.RunAsync("Test-DbaServer", new ServerTestRequest { Server = [$"pg://{Login}@127.0.0.1:{closed},127.0.0.1:{shared.Server.Port}/postgres"] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        var checks = said.Of<DbaServerCheck>();
        Assert.Equal(
            [($"pg://postgres@127.0.0.1:{closed}/postgres", ServerCheckStatus.Failed), ($"pg://postgres@127.0.0.1:{shared.Server.Port}/postgres", ServerCheckStatus.Passed)],
            checks.Where(c => c.Check == "Port").Select(c => (c.Server.Address, c.Status)));
        Assert.Equal($"pg://postgres@127.0.0.1:{shared.Server.Port}/postgres", Assert.Single(checks, c => c.Check == "Authentication").Server.Address);
        Assert.Equal(ServerCheckStatus.Passed, Assert.Single(checks, c => c.Check == "Login").Status);
    }

    [Theory]
    [InlineData("standby", "a primary")]
    [InlineData("read-only", "a primary")]
    public async Task No_host_of_the_wanted_kind_names_what_each_is(string wanted, string found)
    {
        await using var runtime = new TestRuntime();
        var closed = FreePort();
        var error = await runtime.RefusalAsync($"pg://{Login}@127.0.0.1:{closed},127.0.0.1:{shared.Server.Port}/postgres?target_session_attrs={wanted}", cancellationToken: Token);
        Assert.Equal(("ServerUnreachable", DbaErrorCategory.ConnectionError), (error.Id, error.Category));
        Assert.Contains($"({wanted})", error.Message, StringComparison.Ordinal);
        Assert.Contains($"nothing listens at 127.0.0.1, port {closed}", error.Message, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{shared.Server.Port} is {found}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(shared.Server.Password, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_login_ends_the_search()
    {
        await using var runtime = new TestRuntime();
        var error = await runtime.RefusalAsync($"pg://postgres:wrong@127.0.0.1:{shared.Server.Port},127.0.0.1:{FreePort()}/postgres", cancellationToken: Token);
        Assert.Equal("AuthenticationFailed", error.Id);
    }

    [Fact]
    public async Task A_login_that_may_only_read_is_told_apart()
    {
        await using var runtime = new TestRuntime();
        var role = $"reader_{Guid.NewGuid():N}"[..20];
        await shared.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'pw'; ALTER ROLE {role} SET default_transaction_read_only = on", cancellationToken: Token);
        var address = $"pg://{role}:pw@127.0.0.1:{shared.Server.Port}/postgres?target_session_attrs=";
        Assert.NotNull(await runtime.ConnectAsync(address + "read-only", cancellationToken: Token));
        Assert.Contains("read-only primary", (await runtime.RefusalAsync(address + "read-write", cancellationToken: Token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_works_on_after_its_server_was_restarted()
    {
        await using var server = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token);
        await using var runtime = new TestRuntime();
        var session = await runtime.ConnectAsync(server.Uri, cancellationToken: Token);
        var request = new DatabaseListRequest { Server = [new ServerTarget(session)] };
        Assert.Empty((await runtime.RunAsync("Get-DbaDatabase", request, cancellationToken: Token)).Errors);

        await server.CrashAsync(Token);
        await server.StartAgainAsync(Token);

        var said = await runtime.RunAsync("Get-DbaDatabase", request, cancellationToken: Token);
        Assert.Empty(said.Errors);
        Assert.Equal("postgres", Assert.Single(said.Of<DbaDatabase>()).Name);
    }

    [Fact]
    public async Task Messages_reach_the_operation_at_work_whoever_opened_the_session()
    {
        await using var runtime = new TestRuntime();
        // At this level the server tells the client of every transaction.
        ServerTarget address = $"{shared.Uri}?options=-c%20client_min_messages%3Ddebug5";
        foreach (var target in (ServerTarget[])[address, address, new(await runtime.ConnectAsync(address.Text!, cancellationToken: Token))])
        {
            var said = await runtime.RunAsync("Get-DbaDatabase", new DatabaseListRequest { Server = [target] }, cancellationToken: Token);
            Assert.Contains(said.VerboseLines, m => m.StartsWith("DEBUG", StringComparison.Ordinal));
        }
    }

    private static int FreePort()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        return ((IPEndPoint)taken.LocalEndpoint).Port;
    }
}
