using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Sql;

public sealed class PostgreSql16Script(PostgreSql16 server) : PostgreSqlScriptSpec<PostgreSql16>(server);
