using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class MariaDb1011RestoreTest(MariaDb1011 server) : MySqlRestoreTestSpec<MariaDb1011>(server);
