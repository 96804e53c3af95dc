using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Servers;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>TLS to PostgreSQL. This machine's own name stands for another machine: only localhost and loopback addresses count as local.</summary>
public sealed class PostgreSqlTlsTests
{
    private static readonly string Elsewhere = Dns.GetHostName();

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_machine_without_TLS_is_refused_with_the_option_that_allows_it()
    {
        await using var server = await StartAsync(Reachable(new PostgreSqlOptions { Major = 15 }));
        await using var runtime = new TestRuntime();

        var error = await runtime.RefusalAsync(Remote(server), cancellationToken: Token);
        Assert.Equal(("PlaintextRefused", DbaErrorCategory.SecurityError), (error.Id, error.Category));
        Assert.Contains("-TlsMode Disable", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("TlsUnavailable", (await runtime.RefusalAsync($"{Remote(server)}?sslmode=require", cancellationToken: Token)).Id);
        Assert.Equal("PlaintextRefused", (await runtime.RefusalAsync($"{Remote(server)}?sslmode=prefer", cancellationToken: Token)).Id);

        Assert.Null(await TlsOfAsync(runtime, Remote(server), new ConnectOptions { TlsMode = TlsMode.Disable }));
        Assert.Null(await TlsOfAsync(runtime, $"{Remote(server)}?sslmode=disable"));
    }

    [Fact]
    public async Task This_machine_may_be_plain_and_takes_TLS_when_offered()
    {
        await using var plain = await StartAsync(new PostgreSqlOptions { Major = 15 });
        await using var secure = await StartAsync(new PostgreSqlOptions { Major = 15, Tls = true });
        await using var runtime = new TestRuntime();
        Assert.Null(await TlsOfAsync(runtime, plain.Uri));
        Assert.Equal("TLSv1.3", await TlsOfAsync(runtime, secure.Uri));
        Assert.Null(await TlsOfAsync(runtime, secure.Uri, new ConnectOptions { TlsMode = TlsMode.Disable }));
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused_until_the_authority_is_given()
    {
        await using var server = await StartAsync(Showing(a => a.IssueServer(Elsewhere)));
        await using var runtime = new TestRuntime();

        var error = await runtime.RefusalAsync(Remote(server), cancellationToken: Token);
        Assert.Equal(("CertificateUntrusted", DbaErrorCategory.SecurityError), (error.Id, error.Category));
        Assert.Contains("DbaPS test authority", error.Message, StringComparison.Ordinal);
        Assert.Contains("-RootCertificate", error.RecommendedAction, StringComparison.Ordinal);

        Assert.NotNull(await TlsOfAsync(runtime, Remote(server), new ConnectOptions { RootCertificate = server.CertificateAuthorityFile }));
        Assert.NotNull(await TlsOfAsync(runtime, $"{Remote(server)}?sslmode=verify-full&sslrootcert={Uri.EscapeDataString(server.CertificateAuthorityFile!)}"));
        Assert.NotNull(await TlsOfAsync(runtime, Remote(server), new ConnectOptions { TlsMode = TlsMode.Require }));
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused_and_both_names_told()
    {
        await using var server = await StartAsync(Showing(a => a.IssueServer("db.example")));
        await using var runtime = new TestRuntime();
        var trusting = new ConnectOptions { RootCertificate = server.CertificateAuthorityFile };

        var error = await runtime.RefusalAsync(Remote(server), trusting, Token);
        Assert.Equal("CertificateUntrusted", error.Id);
        Assert.Contains($"it is for db.example, not for {Elsewhere}", error.Message, StringComparison.Ordinal);

        Assert.NotNull(await TlsOfAsync(runtime, Remote(server), trusting with { TlsMode = TlsMode.VerifyCA }));
        Assert.Equal("CertificateUntrusted", (await runtime.RefusalAsync(Remote(server), new ConnectOptions { TlsMode = TlsMode.VerifyCA }, Token)).Id);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_with_its_dates()
    {
        await using var server = await StartAsync(Showing(a => a.IssueExpiredServer()));
        await using var runtime = new TestRuntime();

        // Asking for a check on this machine gets one.
        var error = await runtime.RefusalAsync(server.Uri, new ConnectOptions { RootCertificate = server.CertificateAuthorityFile }, Token);
        Assert.Equal("CertificateUntrusted", error.Id);
        Assert.Contains("not valid today", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused_although_one_was_given()
    {
        using var other = new TestAuthority("Somebody else");
        await using var server = await StartAsync(Showing(_ => other.IssueServer(Elsewhere)));
        await using var runtime = new TestRuntime();
        var error = await runtime.RefusalAsync(Remote(server), new ConnectOptions { RootCertificate = server.CertificateAuthorityFile }, Token);
        Assert.Equal("CertificateUntrusted", error.Id);
        Assert.Contains("Somebody else", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_proves_itself_by_certificate()
    {
        await using var server = await StartAsync(new PostgreSqlOptions { Major = 15, RequireTls = true, HostBasedAuthentication = ["hostssl all shopkeeper 127.0.0.1/32 cert"] });
        await server.ExecuteAsync("CREATE ROLE shopkeeper LOGIN", cancellationToken: Token);
        await using var runtime = new TestRuntime();
        var issued = server.Authority!.IssueClient("shopkeeper");
        var pem = Save("client.pem", issued.CertificatePem);
        var key = Save("client.key", issued.KeyPem);
        var both = Save("both.pem", issued.CertificatePem + "\n" + issued.KeyPem);
        var pfx = Path.Combine(runtime.Folder, "client.pfx");
        using (var certificate = X509Certificate2.CreateFromPem(issued.CertificatePem, issued.KeyPem))
        {
            await File.WriteAllBytesAsync(pfx, certificate.Export(X509ContentType.Pkcs12, "opens"), Token);
        }
        var address = $"pg://shopkeeper@127.0.0.1:{server.Port}/postgres";

        Assert.NotNull(await TlsOfAsync(runtime, address, new ConnectOptions { ClientCertificate = pem, ClientKey = key }));
        Assert.NotNull(await TlsOfAsync(runtime, address, new ConnectOptions { ClientCertificate = both }));
        Assert.NotNull(await TlsOfAsync(runtime, $"{address}?sslpassword=opens", new ConnectOptions { ClientCertificate = pfx }));
        Assert.NotNull(await TlsOfAsync(runtime, $"{address}?sslcert={Uri.EscapeDataString(pem)}&sslkey={Uri.EscapeDataString(key)}"));

        Assert.Equal("AuthenticationFailed", (await runtime.RefusalAsync(address, cancellationToken: Token)).Id);
        Assert.Equal("CertificateFileUnusable", (await runtime.RefusalAsync(address, new ConnectOptions { ClientCertificate = pem }, Token)).Id);
        Assert.Equal("CertificateFileUnusable", (await runtime.RefusalAsync($"{address}?sslpassword=canary", new ConnectOptions { ClientCertificate = pfx }, Token)).Id);
        Assert.Equal("FileMissing", (await runtime.RefusalAsync(address, new ConnectOptions { ClientCertificate = pem + "x" }, Token)).Id);
        Assert.Equal("CertificateFileUnusable", (await runtime.RefusalAsync(server.Uri, new ConnectOptions { RootCertificate = key }, Token)).Id);

        string Save(string name, string text)
        {
            var file = Path.Combine(runtime.Folder, name);
            File.WriteAllText(file, text);
            return file;
        }
    }

    private static string Remote(PostgreSqlServer server) => server.Uri.Replace("127.0.0.1", Elsewhere, StringComparison.Ordinal);

    private static PostgreSqlOptions Showing(Func<TestAuthority, IssuedCertificate> certificate) => Reachable(new() { Major = 15, Tls = true, ServerCertificate = certificate });

    /// <summary>Also listens where the machine's name leads, for this machine alone.</summary>
    private static PostgreSqlOptions Reachable(PostgreSqlOptions options)
    {
        IPAddress[] found = [];
        try
        {
            found = Dns.GetHostAddresses(Elsewhere, AddressFamily.InterNetwork);
        }
        catch (SocketException)
        {
            // Nothing found: skipped below.
        }
        Assert.SkipUnless(found.Length > 0, $"The machine's own name leads nowhere. Add a line '127.0.1.1 {Elsewhere}' to /etc/hosts.");
        return options with
        {
            HostBasedAuthentication = ["host all all samehost scram-sha-256", .. options.HostBasedAuthentication],
            Settings = new Dictionary<string, string> { ["listen_addresses"] = $"'127.0.0.1,{found[0]}'" },
        };
    }

    private async Task<string?> TlsOfAsync(TestRuntime runtime, string address, ConnectOptions? options = null)
    {
        var session = await runtime.ConnectAsync(address, options, Token);
        var said = await runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = [new ServerTarget(session)] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return Assert.Single(said.Of<DbaServer>()).Tls;
    }

    private Task<PostgreSqlServer> StartAsync(PostgreSqlOptions options) => PostgreSqlServer.StartAsync(options, Token);
}
