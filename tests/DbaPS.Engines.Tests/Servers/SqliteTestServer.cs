using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class SqliteTestServer(Sqlite server) : TestServerSpec<Sqlite>(server);
