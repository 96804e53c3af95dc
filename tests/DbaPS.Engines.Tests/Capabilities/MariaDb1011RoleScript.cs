using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

public sealed class MariaDb1011RoleScript(MariaDb1011 server) : MySqlRoleScriptSpec<MariaDb1011>(server);
