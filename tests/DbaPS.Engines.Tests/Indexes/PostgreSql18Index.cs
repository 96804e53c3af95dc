using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class PostgreSql18Index(PostgreSql18 server) : PostgreSqlIndexSpec<PostgreSql18>(server);
