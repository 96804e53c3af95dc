using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class PostgreSql18NewIndex(PostgreSql18 server) : PostgreSqlNewIndex<PostgreSql18>(server);
