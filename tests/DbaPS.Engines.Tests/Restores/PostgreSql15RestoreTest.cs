using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class PostgreSql15RestoreTest(PostgreSql15 server) : PostgreSqlRestoreTestSpec<PostgreSql15>(server);
