using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Sql;

public sealed class PostgreSql17Script(PostgreSql17 server) : PostgreSqlScriptSpec<PostgreSql17>(server);
