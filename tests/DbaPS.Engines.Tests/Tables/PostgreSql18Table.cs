using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tables;

public sealed class PostgreSql18Table(PostgreSql18 server) : PostgreSqlTableSpec<PostgreSql18>(server);
