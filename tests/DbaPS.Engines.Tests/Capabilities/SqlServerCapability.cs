using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class SqlServerCapability(SqlServerServer server) : CapabilitySpec<SqlServerServer>(server);
