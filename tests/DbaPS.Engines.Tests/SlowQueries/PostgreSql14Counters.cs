using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class PostgreSql14Counters(PostgreSql14 server) : PostgreSqlCountersSpec<PostgreSql14>(server);
