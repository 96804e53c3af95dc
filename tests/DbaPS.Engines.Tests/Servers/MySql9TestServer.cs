using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class MySql9TestServer(MySql9 server) : TestServerSpec<MySql9>(server);
