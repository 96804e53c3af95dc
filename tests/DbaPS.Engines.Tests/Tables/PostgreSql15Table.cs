using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tables;

public sealed class PostgreSql15Table(PostgreSql15 server) : PostgreSqlTableSpec<PostgreSql15>(server);
