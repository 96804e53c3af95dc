namespace DbaPS.Testing.Servers;

/// <summary>The MariaDB 10.11 all test classes of an assembly share.</summary>
public sealed class MariaDb1011() : SharedMySql(MySqlProduct.MariaDb1011);
