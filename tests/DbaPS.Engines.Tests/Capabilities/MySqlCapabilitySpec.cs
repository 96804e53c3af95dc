using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

/// <summary>Get-DbaCapability on MySQL and MariaDB.</summary>
public abstract class MySqlCapabilitySpec<TServer>(TServer server) : CapabilitySpec<TServer>(server)
    where TServer : SharedMySql
{
    [Fact]
    public async Task The_statements_it_prints_make_a_bare_login_able()
    {
        var database = Server.CreateDatabase();
        var account = $"'bare_{database}'@'127.0.0.1'";
        await Server.ExecuteAsync($"CREATE USER {account} IDENTIFIED BY 'secret-9'; GRANT SELECT ON {database}.* TO {account}", cancellationToken: Token);
        var uri = Server.Server.UriFor($"bare_{database}", "secret-9", database);

        var before = await ProbeAsync(uri);
        Assert.False(before["Get-DbaSlowQuery"].Available);
        Assert.False(before["New-DbaIndex"].Available);
        Assert.False(before["Backup-DbaDatabase"].Available);
        Assert.True(before["Get-DbaTable"].Available);
        foreach (var statement in before.Values.Where(c => c.GrantSql is not null).SelectMany(c => c.GrantSql!.Split(Environment.NewLine)).Distinct())
        {
            await Server.ExecuteAsync(statement, cancellationToken: Token);
        }

        var after = await ProbeAsync(uri);
        foreach (var cmdlet in (string[])["Get-DbaSlowQuery", "New-DbaIndex", "Get-DbaIndex", "Get-DbaServer", "Backup-DbaDatabase"])
        {
            Assert.True(after[cmdlet].Available, $"{cmdlet}: {after[cmdlet].Reason}");
            Assert.Null(after[cmdlet].GrantSql);
        }
    }
}
