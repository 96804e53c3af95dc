using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class PostgreSql16InvokeSqlCsv(PostgreSql16 server) : PostgreSqlInvokeSqlCsv<PostgreSql16>(server);
