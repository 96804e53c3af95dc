using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class MariaDb1011Disconnect(MariaDb1011 server) : DisconnectSpec<MariaDb1011>(server);
