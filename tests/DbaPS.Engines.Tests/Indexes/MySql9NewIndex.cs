using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class MySql9NewIndex(MySql9 server) : MySqlNewIndex<MySql9>(server);
