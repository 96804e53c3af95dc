using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class PostgreSql17Counters(PostgreSql17 server) : PostgreSqlCountersSpec<PostgreSql17>(server);
