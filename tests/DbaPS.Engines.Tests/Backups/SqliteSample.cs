using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>A database with one of each: storage classes, broken text, table kinds, indexes, views, triggers, header numbers.</summary>
internal static class SqliteSample
{
    public const int Orders = 500;

    private const string Script = """
        CREATE TABLE customer (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL COLLATE NOCASE, note);
        INSERT INTO customer (name, note) VALUES ('Ann', NULL), ('Bö😀', 1), ('c', 1.5), ('d', x'00ff'), ('e', CAST(x'66ff6f' AS TEXT)), ('f', ''), ('g', x''),
            ('h', 9223372036854775807), ('i', -0.0), ('j', 9e999), ('k', 'a' || char(0) || 'b'), ('l', 1.0), ('m', 1e300);
        CREATE TABLE orders (customer_id INTEGER NOT NULL REFERENCES customer, number INTEGER NOT NULL, amount REAL, label TEXT,
            twice AS (amount * 2), kept AS (number + 1) STORED, PRIMARY KEY (customer_id, number)) WITHOUT ROWID;
        INSERT INTO orders (customer_id, number, amount, label) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT 1 + i % 7, i, i * 1.25, 'order ' || i FROM n;
        CREATE TABLE typed (id INT PRIMARY KEY, t TEXT, b BLOB, r REAL, a ANY) STRICT;
        INSERT INTO typed VALUES (1, 'x', x'01', 2, '3'), (2, NULL, NULL, NULL, 4);
        CREATE TABLE plain (a, b);
        INSERT INTO plain VALUES (1, 1), (1, 1), (NULL, NULL);
        CREATE TABLE "odd ""name" ("select" TEXT, "a b" INTEGER PRIMARY KEY);
        INSERT INTO "odd ""name" VALUES ('v', 7);
        CREATE VIRTUAL TABLE note_text USING fts5(body);
        INSERT INTO note_text VALUES ('the quick brown fox'), ('jumps over');
        CREATE INDEX orders_amount ON orders (amount DESC, lower(label)) WHERE amount > 10;
        CREATE VIEW big AS SELECT * FROM orders WHERE amount > 100;
        CREATE TRIGGER customer_name AFTER UPDATE OF name ON customer BEGIN UPDATE customer SET note = old.name WHERE id = new.id; END;
        PRAGMA user_version = 42;
        PRAGMA application_id = 77;
        """;

    public static async Task<string> CreateAsync(SqliteServer server, CancellationToken cancellationToken, bool wal = false, string encoding = "UTF-8")
    {
        var path = Path.Combine(server.Folder, $"sample_{Guid.NewGuid():N}.db");
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA encoding = '{encoding}';{(wal ? "PRAGMA journal_mode = WAL;" : "")}BEGIN;{Script};COMMIT;ANALYZE";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return path;
    }
}
