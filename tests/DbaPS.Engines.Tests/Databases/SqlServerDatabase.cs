using DbaPS.Databases;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Databases;

public sealed class SqlServerDatabase(SqlServerServer server) : DatabaseSpec<SqlServerServer>(server)
{
    protected override string NameOf(string database) => database;

    protected override void Verify(DbaDatabase found) => Assert.NotEmpty(found.Collation!);
}
