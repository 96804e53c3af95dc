using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class MySql9Connect(MySql9 server) : MySqlConnectSpec<MySql9>(server);
