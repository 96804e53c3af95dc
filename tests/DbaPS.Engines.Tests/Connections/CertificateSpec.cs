using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Profiles;
using DbaPS.Servers;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>What an untrusted certificate's error shows, the pin it offers, and Test-DbaServer on such servers.</summary>
public abstract partial class CertificateSpec(string scheme) : IAsyncDisposable
{
    private readonly TestRuntime _runtime = new();

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    /// <summary>The login method of the server's usual account.</summary>
    protected abstract string Authentication { get; }

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A server of the engine's; without a certificate, one without TLS.</summary>
    protected abstract Task<INetworkServer> StartAsync(Func<TestAuthority, IssuedCertificate>? certificate, CancellationToken cancellationToken);

    [Fact]
    public async Task The_error_shows_the_certificate_and_the_command_that_pins_it()
    {
        await using var server = await StartAsync(a => a.IssueServer());
        await RegisterAsync(new() { Name = "shop", Server = server.PasswordFreeUriOf(), Secret = SecretFile(server), TlsMode = TlsMode.VerifyFull });

        var error = await RefusalAsync("shop");
        Assert.Equal("CertificateUntrusted", error.Id);
        Assert.Contains("subject CN=localhost; issuer CN=DbaPS test authority; valid ", error.Message, StringComparison.Ordinal);
        var command = Command().Match(error.RecommendedAction!);
        Assert.True(command.Success, error.RecommendedAction);
        Assert.Equal("shop", command.Groups["name"].Value);
        Assert.Contains(command.Groups["print"].Value, error.Message, StringComparison.Ordinal);

        await RegisterAsync(new() { Name = command.Groups["name"].Value, CertificateFingerprint = command.Groups["print"].Value });
        Assert.NotNull(await OpenAsync("shop"));
        Assert.Equal(ServerCheckStatus.Passed, (await ChecksAsync("shop"))["Chain"].Status);
    }

    [Fact]
    public async Task An_address_that_has_no_name_yet_gets_one_in_the_command()
    {
        await using var server = await StartAsync(a => a.IssueServer());
        var error = await _runtime.RefusalAsync(server.Uri, new ConnectOptions { TlsMode = TlsMode.VerifyFull }, Token);
        Assert.Contains($"Register-DbaServer NAME '{server.PasswordFreeUriOf().Split('?')[0]}' -CertificateFingerprint ", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Password, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pinned_certificate_may_be_expired_and_for_another_host_and_no_other_is_taken()
    {
        await using var expired = await StartAsync(a => a.IssueExpiredServer());
        await using var elsewhere = await StartAsync(a => a.IssueServer("db.example"));
        await using var other = await StartAsync(a => a.IssueServer());
        foreach (var (name, server) in new[] { ("expired", expired), ("elsewhere", elsewhere) })
        {
            await RegisterAsync(new() { Name = name, Server = server.PasswordFreeUriOf(), Secret = SecretFile(server), TlsMode = TlsMode.VerifyFull });
            var print = Command().Match((await RefusalAsync(name)).RecommendedAction!).Groups["print"].Value;
            await RegisterAsync(new() { Name = name, CertificateFingerprint = print });
            Assert.NotNull(await OpenAsync(name));
            // A good certificate, of a trusted authority, is still another one.
            await RegisterAsync(new() { Name = name, Server = other.PasswordFreeUriOf(), Secret = SecretFile(other), RootCertificate = other.CertificateAuthorityFile, Force = true });
            var error = await RefusalAsync(name);
            Assert.Equal(("CertificateChanged", DbaErrorCategory.SecurityError), (error.Id, error.Category));
            Assert.Equal(ServerCheckStatus.Failed, (await ChecksAsync(name))["Chain"].Status);
        }
    }

    [Fact]
    public async Task A_pin_is_held_on_this_machine_too_and_for_one_connection()
    {
        await using var server = await StartAsync(a => a.IssueServer());
        Assert.Equal("CertificateChanged", (await _runtime.RefusalAsync(server.Uri, new ConnectOptions { CertificateFingerprint = new string('0', 64) }, Token)).Id);
        await using var plain = await StartAsync(null, Token);
        Assert.Equal("TlsUnavailable", (await _runtime.RefusalAsync(plain.Uri, new ConnectOptions { CertificateFingerprint = new string('0', 64) }, Token)).Id);
    }

    [Fact]
    public async Task Every_step_is_told_of_a_good_server()
    {
        await using var server = await StartAsync(a => a.IssueServer());
        await RegisterAsync(new() { Name = "shop", Server = server.PasswordFreeUriOf(), Secret = SecretFile(server), TlsMode = TlsMode.VerifyFull, RootCertificate = server.CertificateAuthorityFile });
        var checks = await ChecksAsync("shop");
        foreach (var name in new[] { "Secret", "Dns", "Port", "Tls", "Chain", "HostName", "Login", "RoundTrip", "ClockSkew", "Version" })
        {
            Assert.True(checks[name].Status == ServerCheckStatus.Passed, $"{name}: {checks[name].Detail}");
        }
        Assert.Equal(("TLSv1.3", Authentication), (checks["Tls"].Value, checks["Authentication"].Value));
        Assert.Equal(ServerCheckStatus.Warning, checks["Expiry"].Status);
        Assert.InRange(checks["Expiry"].Duration!.Value.TotalDays, 5, 7);
        Assert.Contains("CN=DbaPS test authority", checks["Chain"].Detail, StringComparison.Ordinal);
        Assert.True(checks["RoundTrip"].Duration > TimeSpan.Zero);
        Assert.All(checks.Values, c => Assert.DoesNotContain(server.Password, $"{c.Value} {c.Detail} {c.Advice}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_seen_before_the_login_is_told_when_it_fails()
    {
        await using var server = await StartAsync(a => a.IssueServer("db.example"));
        Environment.SetEnvironmentVariable("DBAPS_TEST_WRONG", "wrong");
        await RegisterAsync(new() { Name = "shop", Server = server.PasswordFreeUriOf(), Secret = "env:DBAPS_TEST_WRONG" });
        var checks = await ChecksAsync("shop");
        Assert.Equal((ServerCheckStatus.Passed, ServerCheckStatus.Failed), (checks["Port"].Status, checks["Login"].Status));
        Assert.Equal("AuthenticationFailed", checks["Login"].Value);
        Assert.Contains("db.example", checks["HostName"].Detail, StringComparison.Ordinal);
        Assert.Contains("does not check it", checks["Chain"].Detail, StringComparison.Ordinal);
        Assert.NotNull(checks["Login"].Advice);

        await RegisterAsync(new() { Name = "shop", TlsMode = TlsMode.VerifyFull });
        checks = await ChecksAsync("shop");
        Assert.Equal((ServerCheckStatus.Failed, ServerCheckStatus.Failed), (checks["Chain"].Status, checks["HostName"].Status));
        Assert.Contains("Register-DbaServer shop -CertificateFingerprint", checks["Chain"].Advice, StringComparison.Ordinal);
        Assert.Equal("CertificateUntrusted", checks["Login"].Value);
    }

    [Fact]
    public async Task No_name_no_port_and_no_answer_are_told_apart()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        await RegisterAsync(new() { Name = "nameless", Server = $"{scheme}://a@no-such-host.invalid/x", ConnectTimeout = TimeSpan.FromSeconds(5) });
        await RegisterAsync(new() { Name = "closed", Server = $"{scheme}://a@127.0.0.1:{port}/x" });
        await RegisterAsync(new() { Name = "silent", Server = $"{scheme}://a@127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/x", ConnectTimeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(ServerCheckStatus.Failed, (await ChecksAsync("nameless"))["Dns"].Status);
        Assert.Equal(ServerCheckStatus.Failed, (await ChecksAsync("closed"))["Port"].Status);
        var checks = await ChecksAsync("silent");
        Assert.Equal((ServerCheckStatus.Passed, ServerCheckStatus.Failed, "TimedOut"), (checks["Port"].Status, checks["Tls"].Status, checks["Tls"].Value));
    }

    [GeneratedRegex("Register-DbaServer (?<name>\\S+) -CertificateFingerprint (?<print>[0-9A-F]{64})")]
    private static partial Regex Command();

    private Task<INetworkServer> StartAsync(Func<TestAuthority, IssuedCertificate> certificate) => StartAsync(certificate, Token);

    private string SecretFile(INetworkServer server)
    {
        var file = Path.Combine(_runtime.Folder, $"secret-{server.Port}");
        File.WriteAllText(file, server.Password + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        return $"file:{file}";
    }

    private async Task RegisterAsync(RegisterServerRequest request) => Assert.Empty((await _runtime.RunAsync("Register-DbaServer", request, cancellationToken: Token)).Errors);

    private async Task<DbaServer?> OpenAsync(string name)
    {
        var said = await _runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = [name] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaServer>().SingleOrDefault();
    }

    private async Task<DbaError> RefusalAsync(string name) => Assert.Single((await _runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = [name] }, cancellationToken: Token)).Errors);

    private async Task<Dictionary<string, DbaServerCheck>> ChecksAsync(string name)
    {
        var said = await _runtime.RunAsync("Test-DbaServer", new ServerTestRequest { Server = [name] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaServerCheck>().ToDictionary(c => c.Check);
    }
}
