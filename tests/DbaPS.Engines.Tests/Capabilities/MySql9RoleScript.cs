using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class MySql9RoleScript(MySql9 server) : MySqlRoleScriptSpec<MySql9>(server);
