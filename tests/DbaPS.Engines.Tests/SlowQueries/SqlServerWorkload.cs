using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class SqlServerWorkload(SqlServerServer server) : WorkloadSpec<SqlServerServer>(server);
