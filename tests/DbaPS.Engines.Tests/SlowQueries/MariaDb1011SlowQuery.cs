using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class MariaDb1011SlowQuery(MariaDb1011 server) : MySqlSlowQuerySpec<MariaDb1011>(server);
