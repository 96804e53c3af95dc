using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class SqlServerTestServer(SqlServerServer server) : TestServerSpec<SqlServerServer>(server);
