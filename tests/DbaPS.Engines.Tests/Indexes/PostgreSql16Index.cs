using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class PostgreSql16Index(PostgreSql16 server) : PostgreSqlIndexSpec<PostgreSql16>(server);
