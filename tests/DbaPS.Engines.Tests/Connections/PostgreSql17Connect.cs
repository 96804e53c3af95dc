using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class PostgreSql17Connect(PostgreSql17 server) : PostgreSqlConnectSpec<PostgreSql17>(server);
