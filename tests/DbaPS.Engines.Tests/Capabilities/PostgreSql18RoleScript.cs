using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class PostgreSql18RoleScript(PostgreSql18 server) : PostgreSqlRoleScriptSpec<PostgreSql18>(server);
