using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class SqlServerTimer(SqlServerServer server) : StatementTimerSpec<SqlServerServer>(server);
