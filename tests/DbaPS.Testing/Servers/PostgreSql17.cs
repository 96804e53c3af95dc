namespace DbaPS.Testing.Servers;

/// <summary>The PostgreSQL 17 all test classes of an assembly share.</summary>
public sealed class PostgreSql17() : SharedPostgreSql(17);
