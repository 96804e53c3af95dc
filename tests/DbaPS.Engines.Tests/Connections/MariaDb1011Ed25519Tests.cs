using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>MariaDB's own login method.</summary>
public sealed class MariaDb1011Ed25519Tests(MariaDb1011 server) : IClassFixture<MariaDb1011>
{
    [Fact]
    public async Task An_account_with_ed25519_gets_in()
    {
        Assert.SkipUnless(Directory.EnumerateFiles(AppContext.BaseDirectory, "MySqlConnector.Authentication.Ed25519.dll", SearchOption.AllDirectories).Any(),
            "The MySQL adapter was built without the package MySqlConnector.Authentication.Ed25519, which the package sources here don't have.");
        var token = TestContext.Current.CancellationToken;
        await server.ExecuteAsync("INSTALL SONAME 'auth_ed25519'; CREATE USER ed@'127.0.0.1' IDENTIFIED VIA ed25519 USING PASSWORD('secret-9'); GRANT ALL ON test.* TO ed@'127.0.0.1'", cancellationToken: token);
        await using var runtime = new TestRuntime();
        var session = await runtime.ConnectAsync(server.Server.UriFor("ed", "secret-9"), cancellationToken: token);
        Assert.Equal("ed@127.0.0.1", session.User);
    }
}
