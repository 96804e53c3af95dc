namespace DbaPS.Testing.Servers;

/// <summary>The MySQL 9 all test classes of an assembly share.</summary>
public sealed class MySql9() : SharedMySql(MySqlProduct.MySql9);
