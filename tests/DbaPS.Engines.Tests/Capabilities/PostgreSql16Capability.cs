using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class PostgreSql16Capability(PostgreSql16 server) : CapabilitySpec<PostgreSql16>(server);
