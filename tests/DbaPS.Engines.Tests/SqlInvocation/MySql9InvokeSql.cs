using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class MySql9InvokeSql(MySql9 server) : MySqlInvokeSql<MySql9>(server);
