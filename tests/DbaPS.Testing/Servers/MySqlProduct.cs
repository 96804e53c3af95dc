namespace DbaPS.Testing.Servers;

/// <summary>A server of the MySQL family that tests/servers/install gets.</summary>
/// <param name="Key">Its name in servers.env.</param>
/// <param name="Name">What to call it.</param>
/// <param name="Engine">The engine's name as DbaPS writes it.</param>
/// <param name="Program">The server's program.</param>
public sealed record MySqlProduct(string Key, string Name, string Engine, string Program)
{
    public static MySqlProduct MariaDb1011 { get; } = new("MARIADB_10_11", "MariaDB 10.11", "mariadb", "mariadbd");

    public static MySqlProduct MySql9 { get; } = new("MYSQL_9", "MySQL 9", "mysql", "mysqld");

    public bool IsMariaDb => Engine == "mariadb";
}
