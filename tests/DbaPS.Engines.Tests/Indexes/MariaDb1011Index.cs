using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class MariaDb1011Index(MariaDb1011 server) : MySqlIndexSpec<MariaDb1011>(server);
