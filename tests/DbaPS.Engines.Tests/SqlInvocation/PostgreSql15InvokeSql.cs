using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class PostgreSql15InvokeSql(PostgreSql15 server) : PostgreSqlInvokeSql<PostgreSql15>(server);
