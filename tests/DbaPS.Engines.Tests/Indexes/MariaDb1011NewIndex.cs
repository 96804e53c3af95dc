using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class MariaDb1011NewIndex(MariaDb1011 server) : MySqlNewIndex<MariaDb1011>(server);
