using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class MySql9Restore(MySql9 server) : MySqlRestoreSpec<MySql9>(server);
