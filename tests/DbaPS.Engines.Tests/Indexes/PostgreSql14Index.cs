using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class PostgreSql14Index(PostgreSql14 server) : PostgreSqlIndexSpec<PostgreSql14>(server);
