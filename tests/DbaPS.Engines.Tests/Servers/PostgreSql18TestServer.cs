using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql18TestServer(PostgreSql18 server) : TestServerSpec<PostgreSql18>(server);
