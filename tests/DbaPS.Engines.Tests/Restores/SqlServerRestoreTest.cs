using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class SqlServerRestoreTest(SqlServerServer server) : RestoreTestSpec<SqlServerServer>(server);
