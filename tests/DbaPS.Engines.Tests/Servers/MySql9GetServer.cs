using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class MySql9GetServer(MySql9 server) : MySqlGetServer<MySql9>(server);
