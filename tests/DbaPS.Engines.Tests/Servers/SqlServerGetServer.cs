using DbaPS.Servers;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class SqlServerGetServer(SqlServerServer server) : GetServerSpec<SqlServerServer>(server)
{
    protected override void Verify(DbaServer found) => Assert.NotEmpty(found.Edition!);
}
