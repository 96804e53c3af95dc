using System.Globalization;
using DbaPS.Servers;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>Contract tests of the engine's own protocol code: what Test-DbaServer says of a responder that speaks as the specification has it.</summary>
[Covers("Test-DbaServer", On = [typeof(SqlServerServer)])]
public sealed class SqlServerProbeTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task Every_step_before_the_login_is_told_and_no_login_begun()
    {
        await using var server = new TdsResponder(_authority.IssueServer());
        var checks = await ChecksAsync(server, "?encrypt=mandatory");
        Assert.Equal((ServerCheckStatus.Passed, "TLSv1.2"), (checks["Tls"].Status, checks["Tls"].Value));
        Assert.Equal((ServerCheckStatus.Failed, ServerCheckStatus.Passed, ServerCheckStatus.Warning), (checks["Chain"].Status, checks["HostName"].Status, checks["Expiry"].Status));
        Assert.Contains("its authority (CN=DbaPS test authority) is not trusted here", checks["Chain"].Detail, StringComparison.Ordinal);
        Assert.Contains("servercertificate", checks["Chain"].Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("-RootCertificate", checks["Chain"].Advice, StringComparison.Ordinal);
        Assert.Equal((ServerCheckStatus.Passed, "SQL Server login"), (checks["Authentication"].Status, checks["Authentication"].Value));
        Assert.Contains("version 16.0.4135", checks["Authentication"].Detail, StringComparison.Ordinal);
        Assert.Equal(ServerCheckStatus.Failed, checks["Login"].Status);
        Assert.Equal(0, server.Logins);
        Assert.All(checks.Values, c => Assert.DoesNotContain("hunter2", $"{c.Value} {c.Detail} {c.Advice}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_this_machine_an_unchecked_certificate_is_a_warning()
    {
        await using var server = new TdsResponder(_authority.IssueServer());
        var checks = await ChecksAsync(server, "");
        Assert.Equal((ServerCheckStatus.Passed, ServerCheckStatus.Warning), (checks["Tls"].Status, checks["Chain"].Status));
        Assert.Contains("does not check it", checks["Chain"].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_offers_no_encryption_fails_where_it_is_demanded()
    {
        await using var server = new TdsResponder(null);
        var relaxed = await ChecksAsync(server, "");
        Assert.Equal((ServerCheckStatus.Passed, "none"), (relaxed["Tls"].Status, relaxed["Tls"].Value));
        Assert.Equal(ServerCheckStatus.Warning, relaxed["Authentication"].Status);
        Assert.Contains("as good as in clear", relaxed["Authentication"].Detail, StringComparison.Ordinal);
        var demanded = await ChecksAsync(server, "?encrypt=mandatory");
        Assert.Equal(ServerCheckStatus.Failed, demanded["Tls"].Status);
        var off = await ChecksAsync(server, "?encrypt=optional");
        Assert.Equal((ServerCheckStatus.Skipped, ServerCheckStatus.Warning), (off["Tls"].Status, off["Authentication"].Status));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_told_and_its_own_name_may_be_given()
    {
        await using var server = new TdsResponder(_authority.IssueServer("db.example"));
        var checks = await ChecksAsync(server, "?encrypt=mandatory");
        Assert.Equal(ServerCheckStatus.Failed, checks["HostName"].Status);
        Assert.Contains("it is for db.example, not for 127.0.0.1", checks["HostName"].Detail, StringComparison.Ordinal);
        Assert.Equal(ServerCheckStatus.Passed, (await ChecksAsync(server, "?encrypt=mandatory&hostnameincertificate=db.example"))["HostName"].Status);
    }

    [Fact]
    public async Task An_expired_certificate_is_told()
    {
        await using var server = new TdsResponder(_authority.IssueExpiredServer());
        var checks = await ChecksAsync(server, "?encrypt=mandatory");
        Assert.Equal(ServerCheckStatus.Failed, checks["Expiry"].Status);
        Assert.Contains("it is not valid today", checks["Chain"].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strict_encryption_begins_with_tls_and_announces_the_protocol()
    {
        await using var server = new TdsResponder(_authority.IssueServer()) { IsStrict = true };
        var checks = await ChecksAsync(server, "?encrypt=strict");
        Assert.Equal("TLSv1.3", checks["Tls"].Value);
        Assert.Contains("version 16.0.4135", checks["Authentication"].Detail, StringComparison.Ordinal);
        Assert.Contains("tds/8.0", server.Announced);
        Assert.Equal(0, server.Logins);
    }

    [Fact]
    public async Task A_server_that_takes_no_windows_login_is_told_before_it_is_tried()
    {
        await using var server = new TdsResponder(_authority.IssueServer()) { WantsEntra = true };
        var checks = await ChecksAsync(server, "?encrypt=mandatory", user: "");
        Assert.Equal((ServerCheckStatus.Warning, "Windows login"), (checks["Authentication"].Status, checks["Authentication"].Value));
        Assert.Contains("authentication=token", checks["Authentication"].Advice, StringComparison.Ordinal);
        Assert.Equal(ServerCheckStatus.Passed, (await ChecksAsync(server, "?encrypt=mandatory"))["Authentication"].Status);
    }

    [Fact]
    public async Task What_does_not_speak_the_protocol_is_told_from_what_closes_and_from_silence()
    {
        await using var other = new TdsResponder(null) { Instead = "SSH-2.0-OpenSSH_9.2p1\r\n"u8.ToArray() };
        Assert.Contains("does not speak SQL Server's protocol", (await ChecksAsync(other, ""))["Tls"].Detail, StringComparison.Ordinal);
        await using var refusing = new TdsResponder(null) { Instead = TdsResponder.Error(17809, "Too many connections.") };
        Assert.Contains("Too many connections.", (await ChecksAsync(refusing, ""))["Tls"].Detail, StringComparison.Ordinal);
        await using var closing = new TdsResponder(null) { Instead = [] };
        var closed = (await ChecksAsync(closing, ""))["Tls"];
        Assert.Contains("it closed the connection", closed.Detail, StringComparison.Ordinal);
        Assert.Contains("encrypt=strict", closed.Advice, StringComparison.Ordinal);
        await using var broken = new TdsResponder(_authority.IssueServer()) { ClosesInHandshake = true };
        var half = (await ChecksAsync(broken, ""))["Tls"];
        Assert.Equal((ServerCheckStatus.Failed, "HandshakeBroke"), (half.Status, half.Value));
    }

    [Fact]
    public async Task Silence_is_waited_for_no_longer_than_allowed()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var checks = await ChecksAsync(((System.Net.IPEndPoint)silent.LocalEndpoint).Port, "?connect_timeout=1", "sa:hunter2@");
        Assert.Equal((ServerCheckStatus.Passed, ServerCheckStatus.Failed, "TimedOut"), (checks["Port"].Status, checks["Tls"].Status, checks["Tls"].Value));
    }

    private static Task<Dictionary<string, DbaServerCheck>> ChecksAsync(TdsResponder server, string options, string user = "sa:hunter2@") => ChecksAsync(server.Port, options, user);

    private static async Task<Dictionary<string, DbaServerCheck>> ChecksAsync(int port, string options, string user)
    {
        await using var runtime = new TestRuntime();
        var address = string.Create(CultureInfo.InvariantCulture, $"mssql://{user}127.0.0.1:{port}/master{options}");
        var said = await runtime.RunAsync("Test-DbaServer", new ServerTestRequest { Server = [address] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaServerCheck>().ToDictionary(c => c.Check);
    }
}
