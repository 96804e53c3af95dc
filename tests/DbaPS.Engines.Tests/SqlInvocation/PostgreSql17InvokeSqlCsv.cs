using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class PostgreSql17InvokeSqlCsv(PostgreSql17 server) : PostgreSqlInvokeSqlCsv<PostgreSql17>(server);
