using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class PostgreSql15InvokeSqlCsv(PostgreSql15 server) : PostgreSqlInvokeSqlCsv<PostgreSql15>(server);
