using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class PostgreSql16RoleScript(PostgreSql16 server) : PostgreSqlRoleScriptSpec<PostgreSql16>(server);
