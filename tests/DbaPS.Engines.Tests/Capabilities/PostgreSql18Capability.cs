using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class PostgreSql18Capability(PostgreSql18 server) : CapabilitySpec<PostgreSql18>(server);
