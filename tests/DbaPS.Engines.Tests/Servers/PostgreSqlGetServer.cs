using DbaPS.Servers;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

/// <summary>Get-DbaServer on PostgreSQL.</summary>
public abstract class PostgreSqlGetServer<TServer>(TServer server) : GetServerSpec<TServer>(server)
    where TServer : SharedPostgreSql
{
    protected override void Verify(DbaServer found)
    {
        Assert.Equal("SelfManaged", found.Platform);
        Assert.Equal("Standalone", found.Role);
        Assert.Equal("127.0.0.1", found.Host);
        Assert.Null(found.Tls);
        Assert.NotNull(found.EndOfLife);
        Assert.InRange(found.Uptime!.Value, TimeSpan.Zero, TimeSpan.FromHours(2));
    }
}
