using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

public sealed class MariaDb1011BackupStorm(MariaDb1011 server) : MySqlBackupStormSpec<MariaDb1011>(server);
