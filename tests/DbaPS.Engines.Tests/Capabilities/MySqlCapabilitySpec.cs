using DbaPS.Capabilities;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

/// <summary>Get-DbaCapability on MySQL and MariaDB.</summary>
[Covers("Get-DbaCapability")]
public abstract class MySqlCapabilitySpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : SharedMySql
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_statements_it_prints_make_a_bare_login_able()
    {
        var database = server.CreateDatabase();
        var account = $"'bare_{database}'@'127.0.0.1'";
        await server.ExecuteAsync($"CREATE USER {account} IDENTIFIED BY 'secret-9'; GRANT SELECT ON {database}.* TO {account}", cancellationToken: Token);
        var uri = server.Server.UriFor($"bare_{database}", "secret-9", database);

        var before = await ProbeAsync(uri);
        Assert.False(before["Get-DbaSlowQuery"].Available);
        Assert.False(before["New-DbaIndex"].Available);
        Assert.False(before["Backup-DbaDatabase"].Available);
        Assert.True(before["Get-DbaTable"].Available);
        foreach (var statement in before.Values.Where(c => c.GrantSql is not null).SelectMany(c => c.GrantSql!.Split(Environment.NewLine)).Distinct())
        {
            await server.ExecuteAsync(statement, cancellationToken: Token);
        }

        var after = await ProbeAsync(uri);
        foreach (var cmdlet in (string[])["Get-DbaSlowQuery", "New-DbaIndex", "Get-DbaIndex", "Get-DbaServer", "Backup-DbaDatabase"])
        {
            Assert.True(after[cmdlet].Available, $"{cmdlet}: {after[cmdlet].Reason}");
            Assert.Null(after[cmdlet].GrantSql);
        }
    }

    private async Task<Dictionary<string, DbaCapability>> ProbeAsync(string address)
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Get-DbaCapability", new CapabilityRequest { Server = [address] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaCapability>().ToDictionary(c => c.Cmdlet);
    }
}
