using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class MySql9Index(MySql9 server) : MySqlIndexSpec<MySql9>(server);
