using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql17GetServer(PostgreSql17 server) : PostgreSqlGetServer<PostgreSql17>(server);
