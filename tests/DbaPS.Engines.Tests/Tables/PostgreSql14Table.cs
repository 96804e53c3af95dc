using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tables;

public sealed class PostgreSql14Table(PostgreSql14 server) : PostgreSqlTableSpec<PostgreSql14>(server);
