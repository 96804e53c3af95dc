using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class SqliteTestServer(SqliteServer server) : TestServerSpec<SqliteServer>(server);
