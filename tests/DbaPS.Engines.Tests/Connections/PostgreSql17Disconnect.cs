using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class PostgreSql17Disconnect(PostgreSql17 server) : DisconnectSpec<PostgreSql17>(server);
