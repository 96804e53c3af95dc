using System.Net;
using System.Net.Sockets;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>Connecting to PostgreSQL: what works, and what each kind of bad input says.</summary>
[Covers("Connect-DbaServer")]
public abstract class PostgreSqlConnectSpec<TServer>(TServer shared) : IClassFixture<TServer>
    where TServer : SharedPostgreSql
{
    private readonly PostgreSqlServer _server = shared.Server;

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opens_a_session_and_says_where_it_is()
    {
        await using var runtime = new TestRuntime();

        var session = await runtime.ConnectAsync(_server.Uri, cancellationToken: Token);

        Assert.Equal($"pg://postgres@127.0.0.1:{_server.Port}/postgres", session.ToString());
        Assert.Equal(_server.Major, session.ServerVersion.Major);
        Assert.Equal("postgres", session.User);
        Assert.Equal("postgres", session.Database);
        Assert.DoesNotContain(_server.Password, session.Server.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enters_another_database_under_the_same_login()
    {
        await using var runtime = new TestRuntime();
        var database = _server.CreateDatabase();
        var session = await runtime.ConnectAsync(_server.Uri, cancellationToken: Token);

        await using var scope = await session.EnterAsync(database, Token);

        Assert.Equal(database, scope.Database);
        Assert.Equal(database, scope.Origin().Database);
        Assert.Equal(session.Id, scope.Origin().Server.SessionId);
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("postgresql")]
    public async Task Takes_the_other_schemes(string scheme)
    {
        await using var runtime = new TestRuntime();
        var session = await runtime.ConnectAsync(scheme + _server.Uri[2..], cancellationToken: Token);
        Assert.StartsWith("pg://", session.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_an_authentication_error_that_hides_it()
    {
        await using var runtime = new TestRuntime();

        var error = await runtime.RefusalAsync(_server.UriFor("postgres", "canary-47-wrong"), cancellationToken: Token);

        Assert.Equal(("AuthenticationFailed", DbaErrorCategory.AuthenticationError, "28P01"), (error.Id, error.Category, error.NativeCode));
        Assert.Contains("'postgres'", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Credential", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", $"{error} {error.Cause}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_password_where_one_is_wanted_says_so()
    {
        await using var runtime = new TestRuntime();
        var error = await runtime.RefusalAsync(_server.PasswordFreeUriOf(), cancellationToken: Token);
        Assert.Equal("AuthenticationFailed", error.Id);
        Assert.Contains("none was given", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_database_is_named()
    {
        await using var runtime = new TestRuntime();
        var error = await runtime.RefusalAsync(_server.UriOf("no such"), cancellationToken: Token);
        Assert.Equal(("DatabaseMissing", DbaErrorCategory.ObjectNotFound), (error.Id, error.Category));
        Assert.Contains("'no such'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Get-DbaDatabase", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_one_may_not_enter_says_which_grant_is_missing()
    {
        await using var runtime = new TestRuntime();
        var database = _server.CreateDatabase();
        await _server.ExecuteAsync($"CREATE ROLE \"out {database}\" LOGIN PASSWORD 'pw'; REVOKE CONNECT ON DATABASE {database} FROM PUBLIC", cancellationToken: Token);

        var error = await runtime.RefusalAsync(_server.UriFor($"out {database}", "pw", database), cancellationToken: Token);

        Assert.Equal(("PermissionDenied", "42501"), (error.Id, error.NativeCode));
        Assert.Contains($"GRANT CONNECT ON DATABASE \"{database}\" TO \"out {database}\";", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_over_its_limit_says_so()
    {
        await using var runtime = new TestRuntime();
        var database = _server.CreateDatabase();
        await _server.ExecuteAsync($"CREATE ROLE limit_{database} LOGIN PASSWORD 'pw' CONNECTION LIMIT 0", cancellationToken: Token);
        var error = await runtime.RefusalAsync(_server.UriFor($"limit_{database}", "pw", database), cancellationToken: Token);
        Assert.Equal((DbaErrorCategory.LimitsExceeded, "53300"), (error.Category, error.NativeCode));
    }

    [Fact]
    public async Task An_unknown_host_is_named()
    {
        await using var runtime = new TestRuntime();
        var error = await runtime.RefusalAsync("pg://no-such-host.invalid/shop", cancellationToken: Token);
        Assert.Equal(("ServerUnreachable", DbaErrorCategory.ConnectionError), (error.Id, error.Category));
        Assert.Contains("no machine is called 'no-such-host.invalid'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_says_that_nothing_listens_there()
    {
        await using var runtime = new TestRuntime();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        var error = await runtime.RefusalAsync($"pg://127.0.0.1:{port}/shop", cancellationToken: Token);
        Assert.Equal("ServerUnreachable", error.Id);
        Assert.Contains($"nothing listens at 127.0.0.1, port {port}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_ends_with_the_time_out()
    {
        await using var runtime = new TestRuntime();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var started = DateTime.UtcNow;

        var error = await runtime.RefusalAsync($"pg://u:p@127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/shop",
            new ConnectOptions { ConnectTimeout = TimeSpan.FromSeconds(1) }, Token);

        Assert.Equal(("ServerUnreachable", DbaErrorCategory.OperationTimeout), (error.Id, error.Category));
        Assert.Contains("within 1 s", error.Message, StringComparison.Ordinal);
        Assert.InRange(DateTime.UtcNow - started, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Another_kind_of_server_is_told_apart()
    {
        await using var runtime = new TestRuntime();
        using var web = new TcpListener(IPAddress.Loopback, 0);
        web.Start();
        var answering = AnswerAsync(web);

        var error = await runtime.RefusalAsync($"pg://u:p@127.0.0.1:{((IPEndPoint)web.LocalEndpoint).Port}/shop?connect_timeout=5", cancellationToken: Token);

        Assert.Equal("ServerUnreachable", error.Id);
        Assert.Contains("PostgreSQL server listens", error.RecommendedAction, StringComparison.Ordinal);
        web.Stop();
        await answering;

        static async Task AnswerAsync(TcpListener listener)
        {
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
                }
            }
            catch (Exception stopped) when (stopped is SocketException or InvalidOperationException or OperationCanceledException or IOException)
            {
                // The listener was stopped: the test is over.
            }
        }
    }

    [Theory]
    [InlineData("pg://")]
    [InlineData("pg://host:0/db")]
    [InlineData("pg://host:99999/db")]
    [InlineData("pg://u:canary@host:x/db")]
    [InlineData("pg://u:canary@ho%zzst/db")]
    [InlineData("pg://u:canary@[::1/db")]
    [InlineData("pg://u:canary@host/db?sslmode")]
    [InlineData("pg://u:canary@host/db?sslmode=perhaps")]
    [InlineData("pg://u:canary@host/db?connect_timeout=soon")]
    [InlineData("pg://u:canary@host/db?channel_binding=perhaps")]
    [InlineData("pg://u:canary@host/db?require_auth=perhaps")]
    [InlineData("pgsql://u:canary@host/db")]
    public async Task A_malformed_address_is_refused_without_its_password(string address)
    {
        await using var runtime = new TestRuntime();
        var error = await runtime.RefusalAsync(address, cancellationToken: Token);
        Assert.Equal(("MalformedAddress", DbaErrorCategory.InvalidArgument), (error.Id, error.Category));
        Assert.DoesNotContain("canary", $"{error} {error.Target}", StringComparison.Ordinal);
        Assert.NotEmpty(error.RecommendedAction!);
    }

    [Fact]
    public async Task An_unknown_option_is_refused_and_the_known_ones_named()
    {
        await using var runtime = new TestRuntime();
        var error = await runtime.RefusalAsync($"{_server.Uri}?ssl_mode=verify-full", cancellationToken: Token);
        Assert.Equal("MalformedAddress", error.Id);
        Assert.Contains("'ssl_mode'", error.Message, StringComparison.Ordinal);
        Assert.Contains("sslmode", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_works_with_the_engines_name()
    {
        await using var runtime = new TestRuntime();
        var session = await runtime.Runtime.Sessions.OpenAsync(
            new ServerTarget($"Host=127.0.0.1;Port={_server.Port};Username=postgres;Password={_server.Password};Database=postgres;SSL Mode=Disable"),
            new EngineId("PostgreSql"), new ConnectOptions(), isImplicit: false, Token);
        Assert.Equal($"pg://postgres@127.0.0.1:{_server.Port}/postgres", session.ToString());
    }

    [Fact]
    public async Task A_wrong_connection_string_is_refused_without_its_values()
    {
        await using var runtime = new TestRuntime();
        var error = await Assert.ThrowsAsync<DbaException>(() => runtime.Runtime.Sessions.OpenAsync(
            new ServerTarget("Host=a;Password=canary-48;Flavour=canary-49"), new EngineId("pg"), new ConnectOptions(), isImplicit: false, Token));
        Assert.Equal("MalformedAddress", error.Error.Id);
        Assert.DoesNotContain("canary", $"{error.Error} {error}", StringComparison.Ordinal);
        Assert.Contains("flavour", error.Error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_failing_server_does_not_stop_the_next()
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Connect-DbaServer", new ConnectRequest { Server = ["pg://no-such-host.invalid/shop", _server.Uri] }, cancellationToken: Token);
        Assert.Equal("ServerUnreachable", Assert.Single(said.Errors).Id);
        Assert.Single(said.Of<DbaSession>());
    }
}
