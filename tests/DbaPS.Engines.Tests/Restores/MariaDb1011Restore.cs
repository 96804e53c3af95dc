using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class MariaDb1011Restore(MariaDb1011 server) : MySqlRestoreSpec<MariaDb1011>(server);
