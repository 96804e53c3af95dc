using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class PostgreSql14Connect(PostgreSql14 server) : PostgreSqlConnectSpec<PostgreSql14>(server);
