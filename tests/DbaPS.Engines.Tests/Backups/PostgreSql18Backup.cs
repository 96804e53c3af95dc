using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

public sealed class PostgreSql18Backup(PostgreSql18 server) : PostgreSqlBackupSpec<PostgreSql18>(server);
