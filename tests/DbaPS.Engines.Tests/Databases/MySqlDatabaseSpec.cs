using DbaPS.Databases;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Databases;

/// <summary>Get-DbaDatabase on MySQL and MariaDB.</summary>
public abstract class MySqlDatabaseSpec<TServer>(TServer server) : DatabaseSpec<TServer>(server)
    where TServer : SharedMySql
{
    [Fact]
    public async Task Leaves_out_the_engines_own_unless_asked()
    {
        string[] own = ["information_schema", "mysql", "performance_schema", "sys"];
        Assert.DoesNotContain(await ListAsync(new DatabaseListRequest { Server = [Server.Uri] }), d => own.Contains(d.Name));
        Assert.Equal(own, (await ListAsync(new DatabaseListRequest { Server = [Server.Uri], IncludeSystem = true })).Select(d => d.Name).Where(own.Contains));
    }

    protected override string NameOf(string database) => database;

    protected override void Verify(DbaDatabase found)
    {
        Assert.Null(found.Owner);
        Assert.StartsWith("utf8mb4_", found.Collation, StringComparison.Ordinal);
        Assert.Equal("Full", found.RecoveryModel);
        Assert.True(found.Connections >= 1);
    }
}
