using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql14TestServer(PostgreSql14 server) : TestServerSpec<PostgreSql14>(server);
