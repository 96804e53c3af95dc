using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class PostgreSql15Disconnect(PostgreSql15 server) : DisconnectSpec<PostgreSql15>(server);
