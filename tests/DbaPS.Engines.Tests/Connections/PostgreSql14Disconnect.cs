using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class PostgreSql14Disconnect(PostgreSql14 server) : DisconnectSpec<PostgreSql14>(server);
