using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class MySql9Capability(MySql9 server) : MySqlCapabilitySpec<MySql9>(server);
