using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class PostgreSql18Counters(PostgreSql18 server) : PostgreSqlCountersSpec<PostgreSql18>(server);
