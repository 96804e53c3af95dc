using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql16GetServer(PostgreSql16 server) : PostgreSqlGetServer<PostgreSql16>(server);
