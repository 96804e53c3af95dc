using DbaPS.Errors;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>target_session_attrs with a primary and a standby that streams from it.</summary>
public sealed class PostgreSqlStandbyHosts
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_wish_finds_its_server_whichever_comes_first()
    {
        await using var primary = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token);
        await using var standby = await PostgreSqlServer.StartStandbyAsync(primary, new Dictionary<string, string>(), Token);
        await using var runtime = new TestRuntime();
        var login = $"postgres:{Uri.EscapeDataString(primary.Password)}";
        string[] orders = [$"127.0.0.1:{primary.Port},127.0.0.1:{standby.Port}", $"127.0.0.1:{standby.Port},127.0.0.1:{primary.Port}"];

        foreach (var (wish, found) in new[]
        {
            ("read-write", primary), ("primary", primary), ("read-only", standby), ("standby", standby), ("prefer-standby", standby),
        })
        {
            foreach (var hosts in orders)
            {
                var session = await runtime.ConnectAsync($"pg://{login}@{hosts}/postgres?target_session_attrs={wish}", cancellationToken: Token);
                Assert.True(session.ToString() == $"pg://postgres@127.0.0.1:{found.Port}/postgres", $"{wish} among {hosts} found {session}, and the primary's port is {primary.Port}.");
            }
        }
        await standby.StopAsync(Token);
        var preferred = await runtime.ConnectAsync($"pg://{login}@{orders[1]}/postgres?target_session_attrs=prefer-standby", cancellationToken: Token);
        Assert.Equal($"pg://postgres@127.0.0.1:{primary.Port}/postgres", preferred.ToString());
        await Assert.ThrowsAsync<DbaException>(() => runtime.ConnectAsync($"pg://{login}@{orders[0]}/postgres?target_session_attrs=standby", cancellationToken: Token));
    }
}
