using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Databases;

public sealed class PostgreSql16Database(PostgreSql16 server) : PostgreSqlDatabaseSpec<PostgreSql16>(server);
