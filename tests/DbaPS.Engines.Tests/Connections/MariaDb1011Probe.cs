using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class MariaDb1011Probe(MariaDb1011 server) : MySqlProbeSpec<MariaDb1011>(server);
