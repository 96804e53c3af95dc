using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class PostgreSql16NewIndex(PostgreSql16 server) : PostgreSqlNewIndex<PostgreSql16>(server);
