using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Databases;

public sealed class PostgreSql17Database(PostgreSql17 server) : PostgreSqlDatabaseSpec<PostgreSql17>(server);
