using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

public sealed class PostgreSql15Backup(PostgreSql15 server) : PostgreSqlBackupSpec<PostgreSql15>(server);
