namespace DbaPS.Testing.Servers;

/// <summary>The PostgreSQL 14 all test classes of an assembly share.</summary>
public sealed class PostgreSql14() : SharedPostgreSql(14);
