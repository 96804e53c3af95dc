using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class PostgreSql16SlowQuery(PostgreSql16 server) : PostgreSqlSlowQuerySpec<PostgreSql16>(server);
