using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class PostgreSql15Counters(PostgreSql15 server) : PostgreSqlCountersSpec<PostgreSql15>(server);
