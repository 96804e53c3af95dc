using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

public sealed class PostgreSql17Backup(PostgreSql17 server) : PostgreSqlBackupSpec<PostgreSql17>(server);
