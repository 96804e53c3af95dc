using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Profiles;
using DbaPS.Servers;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>Which certificates the real driver takes: a login that is sent, and refused by the responder, shows that it took one.</summary>
public sealed partial class SqlServerCertificateTests : IAsyncDisposable
{
    private const string Secret = "env:DBAPS_TEST_RESPONDER";

    private readonly TestAuthority _authority = new();
    private readonly TestRuntime _runtime = new();

    public SqlServerCertificateTests() => Environment.SetEnvironmentVariable("DBAPS_TEST_RESPONDER", "hunter2");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        _authority.Dispose();
    }

    [Fact]
    public async Task The_error_shows_the_certificate_and_the_command_that_pins_it()
    {
        await using var server = new TdsResponder(_authority.IssueServer());
        var address = Address(server, "?encrypt=mandatory", password: "");
        await RegisterAsync(new() { Name = "shop", Server = address, Secret = Secret });
        var error = await RefusalAsync("shop");
        Assert.Equal(("CertificateUntrusted", DbaErrorCategory.SecurityError), (error.Id, error.Category));
        Assert.Contains("its authority (CN=DbaPS test authority) is not trusted here. The certificate: subject CN=localhost; issuer CN=DbaPS test authority; valid ", error.Message, StringComparison.Ordinal);
        Assert.Contains("servercertificate", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(0, server.Logins);
        var command = Command().Match(error.RecommendedAction!);
        Assert.Equal("shop", command.Groups["name"].Value);

        await RegisterAsync(new() { Name = "shop", CertificateFingerprint = command.Groups["print"].Value });
        Assert.Equal("AuthenticationFailed", (await RefusalAsync("shop")).Id);
        Assert.Equal(1, server.Logins);
        Assert.Equal("pinned", (await ChecksAsync("shop"))["Chain"].Value);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(false, "?encrypt=mandatory")]
    [InlineData(true, "?encrypt=strict")]
    public async Task The_pinned_one_is_taken_whoever_issued_it_whatever_its_name_and_however_old(bool strict, string options)
    {
        foreach (var certificate in (IssuedCertificate[])[_authority.IssueServer(), _authority.IssueServer("db.example"), _authority.IssueExpiredServer()])
        {
            await using var server = new TdsResponder(certificate) { IsStrict = strict };
            Assert.Equal("AuthenticationFailed", (await RefusalAsync(server, options, Print(certificate))).Id);
            Assert.Equal(1, server.Logins);
            var file = Path.Combine(_runtime.Folder, "certificates", $"{Print(certificate)}.cer");
            Assert.Equal(Print(certificate), CertificateFiles.FingerprintOf(file));
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Fact]
    public async Task Another_one_is_refused_before_a_login_is_sent()
    {
        await using var server = new TdsResponder(_authority.IssueServer());
        var error = await RefusalAsync(server, "", new string('0', 64));
        Assert.Equal(("CertificateChanged", DbaErrorCategory.SecurityError), (error.Id, error.Category));
        Assert.Contains("subject CN=localhost", error.Message, StringComparison.Ordinal);
        await using var plain = new TdsResponder(null);
        Assert.Equal("TlsUnavailable", (await RefusalAsync(plain, "", new string('0', 64))).Id);
        Assert.Equal((0, 0), (server.Logins, plain.Logins));
        Assert.Equal("not the pinned one", (await PinnedChecksAsync(server))["Chain"].Value);
    }

    /// <summary>Without a fingerprint nothing of DbaPS's own looks at the certificate: the driver alone holds it against the file.</summary>
    [Fact]
    public async Task The_driver_itself_compares_with_the_file()
    {
        var (right, wrong) = (_authority.IssueServer(), _authority.IssueServer());
        var file = Path.Combine(_runtime.Folder, "server.pem");
        await using var server = new TdsResponder(right);
        await File.WriteAllTextAsync(file, right.CertificatePem, Token);
        Assert.Equal("AuthenticationFailed", (await RefusalAsync(server, $"?servercertificate={Uri.EscapeDataString(file)}")).Id);
        Assert.Equal(1, server.Logins);

        await File.WriteAllTextAsync(file, wrong.CertificatePem, Token);
        var error = await RefusalAsync(server, $"?servercertificate={Uri.EscapeDataString(file)}&application_name=other");
        Assert.Equal("CertificateChanged", error.Id);
        Assert.Contains(Print(right), error.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Logins);
    }

    [GeneratedRegex("Register-DbaServer (?<name>\\S+) -CertificateFingerprint (?<print>[0-9A-F]{64})")]
    private static partial Regex Command();

    private static string Print(IssuedCertificate certificate)
    {
        using var read = X509Certificate2.CreateFromPem(certificate.CertificatePem);
        return ServerCertificate.FingerprintOf(read);
    }

    private static string Address(TdsResponder server, string options, string password = ":hunter2") => string.Create(CultureInfo.InvariantCulture, $"mssql://sa{password}@127.0.0.1:{server.Port}/master{options}");

    private static DbaError Seen(DbaError error)
    {
        // Without the wanted driver, or without ICU.
        Assert.SkipWhen(error.Id is "DriverMissing" or "Declined", $"{error}");
        Assert.DoesNotContain("hunter2", $"{error} {error.Cause}", StringComparison.Ordinal);
        return error;
    }

    private async Task<DbaError> RefusalAsync(TdsResponder server, string options, string? pinned = null) =>
        Seen(await _runtime.RefusalAsync(Address(server, options), new ConnectOptions { CertificateFingerprint = pinned }, Token));

    private async Task<DbaError> RefusalAsync(string name) =>
        Seen(Assert.Single((await _runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = [name] }, cancellationToken: Token)).Errors));

    private async Task RegisterAsync(RegisterServerRequest request) => Assert.Empty((await _runtime.RunAsync("Register-DbaServer", request, cancellationToken: Token)).Errors);

    private async Task<Dictionary<string, DbaServerCheck>> PinnedChecksAsync(TdsResponder server)
    {
        await RegisterAsync(new() { Name = "pinned", Server = Address(server, "", password: ""), Secret = Secret, CertificateFingerprint = new string('0', 64) });
        return await ChecksAsync("pinned");
    }

    private async Task<Dictionary<string, DbaServerCheck>> ChecksAsync(string name)
    {
        var said = await _runtime.RunAsync("Test-DbaServer", new ServerTestRequest { Server = [name] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaServerCheck>().ToDictionary(c => c.Check);
    }
}
