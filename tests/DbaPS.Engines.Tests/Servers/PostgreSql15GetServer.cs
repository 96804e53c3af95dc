using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql15GetServer(PostgreSql15 server) : PostgreSqlGetServer<PostgreSql15>(server);
