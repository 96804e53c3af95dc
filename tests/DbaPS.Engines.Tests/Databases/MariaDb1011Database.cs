using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Databases;

public sealed class MariaDb1011Database(MariaDb1011 server) : MySqlDatabaseSpec<MariaDb1011>(server);
