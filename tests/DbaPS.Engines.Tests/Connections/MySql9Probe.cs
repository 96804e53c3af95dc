using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class MySql9Probe(MySql9 server) : MySqlProbeSpec<MySql9>(server);
