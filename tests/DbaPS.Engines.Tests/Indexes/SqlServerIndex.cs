using DbaPS.Indexes;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class SqlServerIndex(SqlServerServer server) : IndexSpec<SqlServerServer>(server)
{
    protected override void Verify(IReadOnlyList<DbaIndex> listed) => Assert.All(listed, i => Assert.Contains(i.Method, (string[])["clustered", "nonclustered"]));
}
