using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class PostgreSql18Connect(PostgreSql18 server) : PostgreSqlConnectSpec<PostgreSql18>(server);
