using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

public sealed class MySql9BackupStorm(MySql9 server) : MySqlBackupStormSpec<MySql9>(server);
