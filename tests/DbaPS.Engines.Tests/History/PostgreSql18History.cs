using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.History;

public sealed class PostgreSql18History(PostgreSql18 server) : PostgreSqlHistory<PostgreSql18>(server);
