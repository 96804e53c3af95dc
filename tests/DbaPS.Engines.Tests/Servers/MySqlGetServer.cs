using DbaPS.Servers;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

/// <summary>Get-DbaServer on MySQL and MariaDB.</summary>
public abstract class MySqlGetServer<TServer>(TServer server) : GetServerSpec<TServer>(server)
    where TServer : SharedMySql
{
    protected override void Verify(DbaServer found)
    {
        Assert.Equal("SelfManaged", found.Platform);
        Assert.Equal("Standalone", found.Role);
        Assert.StartsWith("TLSv1", found.Tls, StringComparison.Ordinal);
        Assert.InRange(found.Uptime!.Value, TimeSpan.FromSeconds(-2), TimeSpan.FromHours(2));
        Assert.Equal(Server.Product.IsMariaDb ? new DateOnly(2028, 2, 16) : null, found.EndOfLife);
    }
}
