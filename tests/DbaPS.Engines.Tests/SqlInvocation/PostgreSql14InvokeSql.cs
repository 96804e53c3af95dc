using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class PostgreSql14InvokeSql(PostgreSql14 server) : PostgreSqlInvokeSql<PostgreSql14>(server);
