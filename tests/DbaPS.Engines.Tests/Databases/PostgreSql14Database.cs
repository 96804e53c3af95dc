using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Databases;

public sealed class PostgreSql14Database(PostgreSql14 server) : PostgreSqlDatabaseSpec<PostgreSql14>(server);
