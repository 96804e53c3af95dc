using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class MariaDb1011StatementTimer(MariaDb1011 server) : StatementTimerSpec<MariaDb1011>(server);
