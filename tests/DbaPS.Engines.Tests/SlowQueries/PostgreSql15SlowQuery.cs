using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class PostgreSql15SlowQuery(PostgreSql15 server) : PostgreSqlSlowQuerySpec<PostgreSql15>(server);
