using DbaPS.Tables;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tables;

public sealed class SqlServerTable(SqlServerServer server) : TableSpec<SqlServerServer>(server)
{
    protected override string Schema => "dbo";

    protected override void Verify(DbaTable orders) => Assert.False(orders.TableBytes < 0);
}
