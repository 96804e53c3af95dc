using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class PostgreSql14SlowQuery(PostgreSql14 server) : PostgreSqlSlowQuerySpec<PostgreSql14>(server);
