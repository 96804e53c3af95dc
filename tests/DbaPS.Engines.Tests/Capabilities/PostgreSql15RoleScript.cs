using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class PostgreSql15RoleScript(PostgreSql15 server) : PostgreSqlRoleScriptSpec<PostgreSql15>(server);
