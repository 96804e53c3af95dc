using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class PostgreSql16InvokeSql(PostgreSql16 server) : PostgreSqlInvokeSql<PostgreSql16>(server);
