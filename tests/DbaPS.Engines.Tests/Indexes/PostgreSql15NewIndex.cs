using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class PostgreSql15NewIndex(PostgreSql15 server) : PostgreSqlNewIndex<PostgreSql15>(server);
