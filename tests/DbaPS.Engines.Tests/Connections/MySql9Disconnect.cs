using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class MySql9Disconnect(MySql9 server) : DisconnectSpec<MySql9>(server);
