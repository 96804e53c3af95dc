using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class SqlServerRestore(SqlServerServer server) : RestoreSpec<SqlServerServer>(server)
{
    protected override bool ChoosesTables => false;
}
