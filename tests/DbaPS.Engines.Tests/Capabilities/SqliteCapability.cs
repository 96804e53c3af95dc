using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class SqliteCapability(SqliteServer server) : CapabilitySpec<SqliteServer>(server);
