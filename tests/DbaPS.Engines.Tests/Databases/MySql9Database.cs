using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Databases;

public sealed class MySql9Database(MySql9 server) : MySqlDatabaseSpec<MySql9>(server);
