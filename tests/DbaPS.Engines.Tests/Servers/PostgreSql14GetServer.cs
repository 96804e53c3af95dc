using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql14GetServer(PostgreSql14 server) : PostgreSqlGetServer<PostgreSql14>(server);
