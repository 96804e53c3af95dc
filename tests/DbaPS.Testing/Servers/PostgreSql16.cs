namespace DbaPS.Testing.Servers;

/// <summary>The PostgreSQL 16 all test classes of an assembly share.</summary>
public sealed class PostgreSql16() : SharedPostgreSql(16);
