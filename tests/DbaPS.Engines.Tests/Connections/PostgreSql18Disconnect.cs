using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class PostgreSql18Disconnect(PostgreSql18 server) : DisconnectSpec<PostgreSql18>(server);
