using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class PostgreSql14RoleScript(PostgreSql14 server) : PostgreSqlRoleScriptSpec<PostgreSql14>(server);
