using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class MariaDb1011GetServer(MariaDb1011 server) : MySqlGetServer<MariaDb1011>(server);
