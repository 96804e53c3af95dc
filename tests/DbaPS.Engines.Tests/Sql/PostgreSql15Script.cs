using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Sql;

public sealed class PostgreSql15Script(PostgreSql15 server) : PostgreSqlScriptSpec<PostgreSql15>(server);
