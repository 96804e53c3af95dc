using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class MariaDb1011InvokeSqlCsv(MariaDb1011 server) : MySqlInvokeSqlCsv<MariaDb1011>(server);
