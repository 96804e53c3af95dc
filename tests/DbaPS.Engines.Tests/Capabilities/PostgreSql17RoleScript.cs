using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class PostgreSql17RoleScript(PostgreSql17 server) : PostgreSqlRoleScriptSpec<PostgreSql17>(server);
