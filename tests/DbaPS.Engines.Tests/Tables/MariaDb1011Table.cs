using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tables;

public sealed class MariaDb1011Table(MariaDb1011 server) : MySqlTableSpec<MariaDb1011>(server);
