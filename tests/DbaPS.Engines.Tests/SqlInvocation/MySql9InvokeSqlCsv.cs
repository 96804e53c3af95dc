using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class MySql9InvokeSqlCsv(MySql9 server) : MySqlInvokeSqlCsv<MySql9>(server);
