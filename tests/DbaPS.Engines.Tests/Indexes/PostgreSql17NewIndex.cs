using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class PostgreSql17NewIndex(PostgreSql17 server) : PostgreSqlNewIndex<PostgreSql17>(server);
