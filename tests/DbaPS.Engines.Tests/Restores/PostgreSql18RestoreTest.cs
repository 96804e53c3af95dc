using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class PostgreSql18RestoreTest(PostgreSql18 server) : PostgreSqlRestoreTestSpec<PostgreSql18>(server);
