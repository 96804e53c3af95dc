using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class PostgreSql15Connect(PostgreSql15 server) : PostgreSqlConnectSpec<PostgreSql15>(server);
