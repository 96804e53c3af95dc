using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

public sealed class PostgreSql14Backup(PostgreSql14 server) : PostgreSqlBackupSpec<PostgreSql14>(server);
