using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class PostgreSql17Index(PostgreSql17 server) : PostgreSqlIndexSpec<PostgreSql17>(server);
