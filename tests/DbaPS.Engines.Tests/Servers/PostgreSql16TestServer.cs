using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql16TestServer(PostgreSql16 server) : TestServerSpec<PostgreSql16>(server);
