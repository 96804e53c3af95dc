using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql18GetServer(PostgreSql18 server) : PostgreSqlGetServer<PostgreSql18>(server);
