using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class PostgreSql14NewIndex(PostgreSql14 server) : PostgreSqlNewIndex<PostgreSql14>(server);
