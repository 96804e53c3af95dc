using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Databases;

public sealed class PostgreSql18Database(PostgreSql18 server) : PostgreSqlDatabaseSpec<PostgreSql18>(server);
