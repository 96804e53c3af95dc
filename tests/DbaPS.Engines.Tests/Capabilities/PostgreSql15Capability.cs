using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class PostgreSql15Capability(PostgreSql15 server) : CapabilitySpec<PostgreSql15>(server);
