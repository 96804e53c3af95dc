using DbaPS.Servers;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class SqliteGetServer(SqliteServer server) : GetServerSpec<SqliteServer>(server)
{
    protected override void Verify(DbaServer found)
    {
        Assert.Equal("Embedded", found.Platform);
        Assert.Equal("Standalone", found.Role);
        Assert.Null(found.Uptime);
        Assert.Null(found.Tls);
    }
}
