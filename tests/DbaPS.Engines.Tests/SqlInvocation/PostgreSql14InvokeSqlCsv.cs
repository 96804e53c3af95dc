using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class PostgreSql14InvokeSqlCsv(PostgreSql14 server) : PostgreSqlInvokeSqlCsv<PostgreSql14>(server);
