using Microsoft.Data.Sqlite;

namespace DbaPS.Cli.Tests;

/// <summary>A small database file for the program to work on.</summary>
internal static class Shop
{
    /// <summary>Makes <c>shop.db</c> in the folder; returns its address.</summary>
    public static string Make(string folder)
    {
        var path = Path.Combine(folder, "shop.db");
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT);
            CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers, total NUMERIC);
            CREATE INDEX orders_customer ON orders (customer_id);
            INSERT INTO customers VALUES (1, 'Ann', NULL), (2, 'Björn "B", Søn', ''), (3, '日本語 🙂', 'two
            lines');
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO orders SELECT i, 1 + i % 3, i * 1.5 FROM n;
            """;
        command.ExecuteNonQuery();
        return $"sqlite:{path}";
    }
}
