using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

public sealed class SqlServerBackup(SqlServerServer server) : BackupSpec<SqlServerServer>(server)
{
    protected override bool ChoosesTables => false;
}
