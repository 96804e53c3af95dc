using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class MariaDb1011Drill(MariaDb1011 server) : MySqlDrillSpec<MariaDb1011>(server);
