using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class MySql9SlowQuery(MySql9 server) : MySqlSlowQuerySpec<MySql9>(server);
