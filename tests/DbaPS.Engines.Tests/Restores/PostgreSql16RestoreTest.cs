using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class PostgreSql16RestoreTest(PostgreSql16 server) : PostgreSqlRestoreTestSpec<PostgreSql16>(server);
