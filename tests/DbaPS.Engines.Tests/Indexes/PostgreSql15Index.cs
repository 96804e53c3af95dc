using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class PostgreSql15Index(PostgreSql15 server) : PostgreSqlIndexSpec<PostgreSql15>(server);
