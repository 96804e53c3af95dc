using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>A database with what is hard to back up: odd names and values, cycles, code under odd settings, accounts that are gone.</summary>
internal static class MySqlSample
{
    /// <summary>As a session of these servers' older programs works: nothing is refused.</summary>
    private const string Loose = "SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES', time_zone = '+00:00'";

    private static readonly string[] Both =
    [
        Loose,
        "CREATE TABLE parent (id int AUTO_INCREMENT PRIMARY KEY, name varchar(50), child int)",
        "CREATE TABLE child (id int PRIMARY KEY, p int, CONSTRAINT to_parent FOREIGN KEY (p) REFERENCES parent (id) ON DELETE CASCADE)",
        "ALTER TABLE parent ADD FOREIGN KEY (child) REFERENCES child (id)",
        "INSERT INTO parent VALUES (0, 'zero', NULL), (1, 'tab\t feed\n back\\\\ nul\0 quote\\'', NULL), (2, '', NULL), (3, NULL, NULL), (100, 'é😀', NULL), (4, '\\\\N', NULL)",
        "INSERT INTO child VALUES (1, 1), (2, 0)",
        "UPDATE parent SET child = 1 WHERE id = 2",
        """
        CREATE TABLE val (id int UNSIGNED ZEROFILL PRIMARY KEY, f float, d double, fd double(10,3), de decimal(20,5), y year, b bit(10), b1 bit(64), dt date, ts timestamp NULL, dtm datetime(6),
            ti time(3), e enum('a','b'), s set('x','y'), c char(5) CHARACTER SET latin1, v varbinary(10), bi binary(4), g geometry, j json, u varchar(20) CHARACTER SET utf16, blo longblob,
            ge int GENERATED ALWAYS AS (id * 2) VIRTUAL, gs int GENERATED ALWAYS AS (id * 3) STORED)
        """,
        """
        INSERT INTO val (id, f, d, fd, de, y, b, b1, dt, ts, dtm, ti, e, s, c, v, bi, g, j, u, blo) VALUES (5, 0.1, 0.1, 1.5, 1.50, 2024, b'1010', 18446744073709551615, '0000-00-00', '0000-00-00 00:00:00',
            '2024-02-31 10:00:00.5', '-838:59:59', '', 'x,y', 'é', x'00ff', x'01', point(1, 2), '{"a": 1.5}', 'é', x'000a0d095c')
        """,
        "INSERT INTO val (id, f, d, dt, ts, dtm, ti, y) VALUES (6, 0, 5e-324, '2024-02-29', '2024-02-29 12:00:00', '2024-02-29 12:00:00.25', '12:30:00.125', 0)",
        "CREATE TABLE parted (id int NOT NULL, y int NOT NULL, PRIMARY KEY (id, y)) PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)",
        "INSERT INTO parted VALUES (1, 1), (2, 50)",
        "CREATE TABLE old_kind (id int PRIMARY KEY, t text) ENGINE = MyISAM",
        "INSERT INTO old_kind VALUES (1, 'a')",
        "CREATE TABLE `odd``name $` (`col``x` int, `sel ect` text)",
        "INSERT INTO `odd``name $` VALUES (1, 'x'), (1, 'x')",
        "CREATE TABLE empty_one (id int AUTO_INCREMENT PRIMARY KEY)",
        "CREATE FUNCTION double_it (x int) RETURNS int DETERMINISTIC RETURN x * 2",
        "CREATE PROCEDURE two_steps (IN a int) COMMENT 'c' BEGIN DECLARE n int; SET n = a; SELECT n, 'é'; END",
        "SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES'",
        """CREATE PROCEDURE odd_mode () SELECT "id" || 'x\' FROM "parent" """,
        Loose,
        "CREATE VIEW z_base AS SELECT id, name FROM parent WHERE id > 0",
        "CREATE VIEW a_top AS SELECT z.id, double_it(z.id) AS two, @@@.parent.name FROM z_base AS z JOIN @@@.parent ON parent.id = z.id",
        "CREATE VIEW abroad AS SELECT @@@.child.id, t.TABLE_NAME FROM @@@.child, information_schema.TABLES AS t",
        "CREATE TRIGGER @@@.shout BEFORE INSERT ON @@@.parent FOR EACH ROW SET NEW.name = CONCAT(NEW.name, '!')",
        "CREATE TRIGGER lonely BEFORE INSERT ON parent FOR EACH ROW FOLLOWS shout SET NEW.child = NULL",
        "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' ON COMPLETION PRESERVE DO INSERT INTO child VALUES (99, 1)",
        "CREATE DEFINER = 'ghost'@'nowhere' VIEW ghostly AS SELECT 1 AS one",
        "CREATE USER 'app_@@@'@'%' IDENTIFIED BY 'secret-1'",
        "GRANT SELECT, INSERT ON @@@.* TO 'app_@@@'@'%'",
        "GRANT EXECUTE ON PROCEDURE @@@.two_steps TO 'app_@@@'@'%'",
    ];

    private static readonly string[] MariaDb =
    [
        "CREATE SEQUENCE sq START WITH 5 INCREMENT BY 5 CACHE 3",
        "SELECT NEXTVAL(sq)",
        "CREATE SEQUENCE done START WITH 1 MAXVALUE 2 NOCACHE",
        "SELECT NEXTVAL(done), NEXTVAL(done)",
        "CREATE TABLE ver (id int PRIMARY KEY DEFAULT NEXTVAL(sq), x int) WITH SYSTEM VERSIONING",
        "INSERT INTO ver VALUES (1, 1), (2, 1)",
        "UPDATE ver SET x = 2",
        "DELETE FROM ver WHERE id = 2",
        "CREATE TABLE ver_named (id int PRIMARY KEY, x int, st timestamp(6) GENERATED ALWAYS AS ROW START, en timestamp(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (st, en)) WITH SYSTEM VERSIONING",
        "INSERT INTO ver_named (id, x) VALUES (1, 1)",
        "UPDATE ver_named SET x = 5",
        "CREATE TABLE uu (id uuid PRIMARY KEY, ip inet6, ip4 inet4)",
        "INSERT INTO uu VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '::1', '10.0.0.1')",
    ];

    /// <summary>Makes it in a database of its own and gives back its name.</summary>
    public static async Task<string> CreateAsync(MySqlServer server, CancellationToken cancellationToken)
    {
        var database = server.CreateDatabase();
        await RunAsync(server, database, [.. Both, .. server.Product.IsMariaDb ? MariaDb : []], cancellationToken);
        return database;
    }

    /// <summary>Runs statements one by one on one connection, as a program does: @@@ stands for the database.</summary>
    public static async Task RunAsync(MySqlServer server, string database, IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        await using var connection = await server.ConnectAsync(database, cancellationToken);
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own.
            command.CommandText = statement.Replace("@@@", database, StringComparison.Ordinal);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
