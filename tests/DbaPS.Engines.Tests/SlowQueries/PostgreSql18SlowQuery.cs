using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class PostgreSql18SlowQuery(PostgreSql18 server) : PostgreSqlSlowQuerySpec<PostgreSql18>(server);
