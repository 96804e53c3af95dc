using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.History;

public sealed class PostgreSql14History(PostgreSql14 server) : PostgreSqlHistory<PostgreSql14>(server);
