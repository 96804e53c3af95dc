using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

public sealed class MySql9Backup(MySql9 server) : MySqlBackupSpec<MySql9>(server);
