using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Sql;

public sealed class PostgreSql18Script(PostgreSql18 server) : PostgreSqlScriptSpec<PostgreSql18>(server);
