using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class PostgreSql14RestoreTest(PostgreSql14 server) : PostgreSqlRestoreTestSpec<PostgreSql14>(server);
