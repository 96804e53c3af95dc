namespace DbaPS.Testing.Servers;

/// <summary>The PostgreSQL 15 all test classes of an assembly share.</summary>
public sealed class PostgreSql15() : SharedPostgreSql(15);
