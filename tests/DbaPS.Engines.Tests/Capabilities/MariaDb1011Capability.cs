using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class MariaDb1011Capability(MariaDb1011 server) : MySqlCapabilitySpec<MariaDb1011>(server);
