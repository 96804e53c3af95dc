namespace DbaPS.Testing.Servers;

/// <summary>The PostgreSQL 18 all test classes of an assembly share.</summary>
public sealed class PostgreSql18() : SharedPostgreSql(18);
