using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tables;

public sealed class PostgreSql16Table(PostgreSql16 server) : PostgreSqlTableSpec<PostgreSql16>(server);
