using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class MySql9Workload(MySql9 server) : WorkloadSpec<MySql9>(server);
