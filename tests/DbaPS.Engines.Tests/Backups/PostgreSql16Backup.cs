using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

public sealed class PostgreSql16Backup(PostgreSql16 server) : PostgreSqlBackupSpec<PostgreSql16>(server);
