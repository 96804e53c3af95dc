using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

public sealed class MariaDb1011Backup(MariaDb1011 server) : MySqlBackupSpec<MariaDb1011>(server);
