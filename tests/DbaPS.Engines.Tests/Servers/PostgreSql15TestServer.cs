using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql15TestServer(PostgreSql15 server) : TestServerSpec<PostgreSql15>(server);
