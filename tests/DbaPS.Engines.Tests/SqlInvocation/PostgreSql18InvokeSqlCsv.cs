using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class PostgreSql18InvokeSqlCsv(PostgreSql18 server) : PostgreSqlInvokeSqlCsv<PostgreSql18>(server);
