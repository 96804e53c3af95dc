using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Sql;

public sealed class PostgreSql14Script(PostgreSql14 server) : PostgreSqlScriptSpec<PostgreSql14>(server);
