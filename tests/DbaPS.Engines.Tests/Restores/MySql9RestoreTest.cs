using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class MySql9RestoreTest(MySql9 server) : MySqlRestoreTestSpec<MySql9>(server);
