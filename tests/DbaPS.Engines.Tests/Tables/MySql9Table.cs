using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tables;

public sealed class MySql9Table(MySql9 server) : MySqlTableSpec<MySql9>(server);
