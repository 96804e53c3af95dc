using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

public sealed class SqliteDisconnect(SqliteServer server) : DisconnectSpec<SqliteServer>(server);
