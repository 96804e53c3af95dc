using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class PostgreSql17SlowQuery(PostgreSql17 server) : PostgreSqlSlowQuerySpec<PostgreSql17>(server);
