using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class PostgreSql17Capability(PostgreSql17 server) : CapabilitySpec<PostgreSql17>(server);
