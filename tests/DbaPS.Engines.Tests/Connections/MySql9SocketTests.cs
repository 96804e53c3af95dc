using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>caching_sha2_password over a Unix socket, where the server wants the password itself.</summary>
public sealed class MySql9SocketTests(MySql9 server) : IClassFixture<MySql9>
{
    private const string NewAccount = "CREATE USER 'newcomer'@'localhost' IDENTIFIED WITH caching_sha2_password BY 'first-time'";

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_that_the_server_has_not_seen_yet_gets_in()
    {
        await server.ExecuteAsync(NewAccount, cancellationToken: Token);
        await using var runtime = new TestRuntime();
        var session = await runtime.ConnectAsync(AddressOf(server.Server, "newcomer:first-time"), cancellationToken: Token);
        Assert.Equal("newcomer@localhost", session.User);
        var wrong = await runtime.RefusalAsync(AddressOf(server.Server, "newcomer:second"), cancellationToken: Token);
        Assert.Equal(("AuthenticationFailed", "1045"), (wrong.Id, wrong.NativeCode));
    }

    [Fact]
    public async Task A_server_without_TLS_is_told_as_the_cause()
    {
        await using var plain = await MySqlServer.StartAsync(new MySqlOptions { Product = MySqlProduct.MySql9, Tls = false }, Token);
        await plain.ExecuteAsync(NewAccount, cancellationToken: Token);
        await using var runtime = new TestRuntime();
        var refused = await runtime.RefusalAsync(AddressOf(plain, "newcomer:first-time"), cancellationToken: Token);
        Assert.Equal("AuthenticationFailed", refused.Id);
        Assert.Contains("over TLS only", refused.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", refused.RecommendedAction, StringComparison.Ordinal);
    }

    private static string AddressOf(MySqlServer there, string login) => $"mysql://{login}@{Uri.EscapeDataString(there.Socket)}/?no_defaults=1";
}
