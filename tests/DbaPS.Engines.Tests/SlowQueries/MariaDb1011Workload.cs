using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class MariaDb1011Workload(MariaDb1011 server) : WorkloadSpec<MariaDb1011>(server);
