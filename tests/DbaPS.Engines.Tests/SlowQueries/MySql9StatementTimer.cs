using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class MySql9StatementTimer(MySql9 server) : StatementTimerSpec<MySql9>(server);
