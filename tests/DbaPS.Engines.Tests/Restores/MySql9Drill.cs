using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class MySql9Drill(MySql9 server) : MySqlDrillSpec<MySql9>(server);
