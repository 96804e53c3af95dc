using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Databases;

public sealed class PostgreSql15Database(PostgreSql15 server) : PostgreSqlDatabaseSpec<PostgreSql15>(server);
