using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class PostgreSql15Workload(PostgreSql15 server) : WorkloadSpec<PostgreSql15>(server);
