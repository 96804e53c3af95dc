using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class PostgreSql18InvokeSql(PostgreSql18 server) : PostgreSqlInvokeSql<PostgreSql18>(server);
