using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class PostgreSql14Capability(PostgreSql14 server) : CapabilitySpec<PostgreSql14>(server);
