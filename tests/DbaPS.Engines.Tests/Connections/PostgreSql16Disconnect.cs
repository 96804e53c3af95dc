using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class PostgreSql16Disconnect(PostgreSql16 server) : DisconnectSpec<PostgreSql16>(server);
