using DbaPS.Databases;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Databases;

/// <summary>Get-DbaDatabase on PostgreSQL.</summary>
public abstract class PostgreSqlDatabaseSpec<TServer>(TServer server) : DatabaseSpec<TServer>(server)
    where TServer : SharedPostgreSql
{
    [Fact]
    public async Task Templates_are_the_engines_own()
    {
        Assert.DoesNotContain(await ListAsync(new DatabaseListRequest { Server = [Server.Uri] }), d => d.Name == "template1");
        var all = await ListAsync(new DatabaseListRequest { Server = [Server.Uri], IncludeSystem = true });
        Assert.Equal("Template", Assert.Single(all, d => d.Name == "template1").State);
    }

    [Fact]
    public async Task Says_when_nobody_may_connect()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync($"ALTER DATABASE {database} ALLOW_CONNECTIONS false", cancellationToken: Token);
        Assert.Equal("NoConnections", Assert.Single(await ListAsync(new DatabaseListRequest { Server = [Server.Uri], Database = [database] })).State);
    }

    [Fact]
    public async Task Leaves_out_a_size_the_login_may_not_see()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync($"CREATE ROLE small_{database} LOGIN PASSWORD 'pw'; REVOKE CONNECT ON DATABASE {database} FROM PUBLIC", cancellationToken: Token);
        var found = Assert.Single(await ListAsync(new DatabaseListRequest { Server = [Server.Server.UriFor($"small_{database}", "pw")], Database = [database] }));
        Assert.Null(found.SizeBytes);
        Assert.Equal("postgres", found.Owner);
    }

    protected override string NameOf(string database) => database;

    protected override void Verify(DbaDatabase found)
    {
        Assert.Equal("postgres", found.Owner);
        Assert.Equal("C.UTF-8", found.Collation);
        Assert.Equal("Simple", found.RecoveryModel);
        // Ours; the fixture's own may still be closing, and an autovacuum may be looking in.
        Assert.InRange(found.Connections!.Value, 1, 3);
        Assert.Null(found.CreatedAt);
    }
}
