using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class MariaDb1011InvokeSql(MariaDb1011 server) : MySqlInvokeSql<MariaDb1011>(server);
