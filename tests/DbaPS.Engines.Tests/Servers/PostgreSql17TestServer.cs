using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql17TestServer(PostgreSql17 server) : TestServerSpec<PostgreSql17>(server);
