using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class PostgreSql16Counters(PostgreSql16 server) : PostgreSqlCountersSpec<PostgreSql16>(server);
