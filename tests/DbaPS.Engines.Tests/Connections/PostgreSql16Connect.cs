using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class PostgreSql16Connect(PostgreSql16 server) : PostgreSqlConnectSpec<PostgreSql16>(server);
