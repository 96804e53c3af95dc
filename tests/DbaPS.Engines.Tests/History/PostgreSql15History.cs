using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.History;

public sealed class PostgreSql15History(PostgreSql15 server) : PostgreSqlHistory<PostgreSql15>(server);
