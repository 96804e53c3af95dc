using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class PostgreSql17InvokeSql(PostgreSql17 server) : PostgreSqlInvokeSql<PostgreSql17>(server);
