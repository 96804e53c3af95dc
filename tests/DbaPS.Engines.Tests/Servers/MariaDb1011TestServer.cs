using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class MariaDb1011TestServer(MariaDb1011 server) : TestServerSpec<MariaDb1011>(server);
