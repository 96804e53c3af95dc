using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tables;

public sealed class PostgreSql17Table(PostgreSql17 server) : PostgreSqlTableSpec<PostgreSql17>(server);
