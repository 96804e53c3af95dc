using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class SqlServerDisconnect(SqlServerServer server) : DisconnectSpec<SqlServerServer>(server);
