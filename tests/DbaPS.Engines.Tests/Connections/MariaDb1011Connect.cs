using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class MariaDb1011Connect(MariaDb1011 server) : MySqlConnectSpec<MariaDb1011>(server);
