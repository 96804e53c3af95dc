using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class PostgreSql17RestoreTest(PostgreSql17 server) : PostgreSqlRestoreTestSpec<PostgreSql17>(server);
