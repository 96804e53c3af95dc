using DbaPS.Testing.Servers;
using Npgsql;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>A database in which rows and definitions never rest, in an order drawn by seed, and what nevertheless holds at each moment.</summary>
internal sealed class DefinitionStorm : IAsyncDisposable
{
    private const int Accounts = 20_000;
    private const int Side = 6;
    private const int SideRows = 1_000;
    private const int Writers = 3;

    /// <summary>What must be true of every snapshot: nothing of a transfer is half there, and no table is caught between TRUNCATE and INSERT.</summary>
    public static readonly IReadOnlyList<string> Invariants =
    [
        $"SELECT sum(balance) = {Accounts * 100} AND count(*) = {Accounts} FROM account",
        "SELECT (SELECT coalesce(sum(amount), 0) FROM transfer) = (SELECT coalesce(sum(moved), 0) FROM teller)",
        $"SELECT count(*) = {SideRows} FROM side_0", $"SELECT count(*) = {SideRows} FROM side_1",
    ];

    private readonly PostgreSqlServer _server;
    private readonly string _database;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _work = [];
    private int _definitions;

    private DefinitionStorm(PostgreSqlServer server, string database)
    {
        _server = server;
        _database = database;
    }

    /// <summary>Changes of definitions so far.</summary>
    public int Definitions => _definitions;

    public static async Task<DefinitionStorm> BeginAsync(PostgreSqlServer server, string database, int seed, TimeSpan shortest, TimeSpan longest)
    {
        await server.ExecuteAsync(
            $"""
            CREATE TYPE mood AS ENUM ('calm', 'wild');
            CREATE SCHEMA aside;
            CREATE TABLE aside.moods AS SELECT g AS id, (ARRAY['calm', 'wild'])[g % 2 + 1]::mood AS mood FROM generate_series(1, 500) g;
            CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL, filler text);
            INSERT INTO account SELECT g, 100, md5(g::text) FROM generate_series(1, {Accounts}) g;
            CREATE TABLE transfer (id serial PRIMARY KEY, amount int NOT NULL);
            CREATE TABLE teller (id int PRIMARY KEY, moved bigint NOT NULL DEFAULT 0);
            INSERT INTO teller SELECT g FROM generate_series(0, {Writers - 1}) g;
            CREATE VIEW rich AS SELECT id FROM account WHERE balance > 100;
            CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql AS 'SELECT 2 * n';
            CREATE MATERIALIZED VIEW total AS SELECT count(*) AS n FROM account;
            """, database);
        for (var i = 0; i < Side; i++)
        {
            await server.ExecuteAsync(Make(i), database);
        }
        var storm = new DefinitionStorm(server, database);
        for (var i = 0; i < Writers; i++)
        {
            var teller = i;
            storm._work.Add(Task.Run(() => storm.TransferAsync(teller, new Random(seed * 100 + teller))));
        }
        storm._work.Add(Task.Run(() => storm.ChangeAsync(new Random(seed), shortest, longest)));
        return storm;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_work);
        _stop.Dispose();
    }

    private static string Make(int i) => $"CREATE TABLE side_{i} AS SELECT g AS id, g % 7 AS n, md5(g::text) AS t FROM generate_series(1, {SideRows}) g; CREATE INDEX side_{i}_n ON side_{i} (n)";

    private async Task TransferAsync(int teller, Random random)
    {
        await using var connection = await _server.OpenAsync(_database);
        while (!_stop.IsCancellationRequested)
        {
            var (from, to, amount) = (random.Next(1, Accounts + 1), random.Next(1, Accounts + 1), random.Next(1, 50));
            await TryAsync(connection,
                $"BEGIN; UPDATE account SET balance = balance - {amount} WHERE id = {from}; UPDATE account SET balance = balance + {amount} WHERE id = {to}; "
                + $"INSERT INTO transfer (amount) VALUES ({amount}); UPDATE teller SET moved = moved + {amount} WHERE id = {teller}; COMMIT");
            await PauseAsync(TimeSpan.FromMilliseconds(2));
        }
    }

    private async Task ChangeAsync(Random random, TimeSpan shortest, TimeSpan longest)
    {
        await using var connection = await _server.OpenAsync(_database);
        while (!_stop.IsCancellationRequested)
        {
            foreach (var statement in Change(random))
            {
                await TryAsync(connection, statement);
            }
            Interlocked.Increment(ref _definitions);
            await PauseAsync(shortest + (longest - shortest) * random.NextDouble());
        }
    }

    /// <summary>One change; what must not share a transaction comes as several statements.</summary>
    private string[] Change(Random random)
    {
        var (i, j, n) = (random.Next(Side), random.Next(Side), _definitions);
        return random.Next(18) switch
        {
            0 or 1 => [$"BEGIN; TRUNCATE side_{i}; INSERT INTO side_{i} (id, n) SELECT g, g FROM generate_series(1, {SideRows}) g; COMMIT"],
            2 => [$"ALTER TABLE side_{i} ALTER n TYPE bigint", $"ALTER TABLE side_{i} ALTER n TYPE int"],
            3 => [$"ALTER TABLE side_{i} ADD COLUMN c{n} int DEFAULT {n}"],
            4 => [$"BEGIN; DROP TABLE side_{i}; {Make(i)}; COMMIT"],
            5 => [$"DROP TABLE IF EXISTS extra_{i}", $"CREATE TABLE extra_{i} AS SELECT g FROM generate_series(1, 50) g"],
            6 => ["REINDEX TABLE account"],
            7 => [$"VACUUM FULL side_{i}", "VACUUM FULL account"],
            8 => [$"CREATE INDEX ON side_{i} (t, n)"],
            9 => [$"CREATE INDEX CONCURRENTLY side_{i}_c ON side_{i} (t)", $"DROP INDEX CONCURRENTLY side_{i}_c"],
            10 => [$"CREATE OR REPLACE VIEW rich AS SELECT id FROM account WHERE balance > {100 + n}"],
            11 => [$"CREATE OR REPLACE FUNCTION twice(n int) RETURNS int LANGUAGE sql AS 'SELECT 2 * n + 0 * {n}'"],
            12 => [$"ALTER TYPE mood ADD VALUE 'm{n}'", $"ALTER TYPE mood RENAME VALUE 'wild' TO 'mad'", "ALTER TYPE mood RENAME VALUE 'mad' TO 'wild'"],
            13 => [$"BEGIN; ALTER TABLE side_{i} ALTER t SET DEFAULT 'x'; SELECT pg_sleep(0.2); ALTER TABLE side_{j} ALTER t SET DEFAULT 'y'; COMMIT"],
            14 => ["REFRESH MATERIALIZED VIEW total"],
            15 => [$"ALTER TABLE account ADD COLUMN c{n} text"],
            16 => ["ALTER SCHEMA aside RENAME TO elsewhere", "ALTER SCHEMA elsewhere RENAME TO aside"],
            _ => [$"BEGIN; DROP VIEW IF EXISTS rich; CREATE VIEW rich AS SELECT id, balance FROM account WHERE balance > {n}; GRANT SELECT ON rich TO PUBLIC; COMMIT"],
        };
    }

    private static async Task TryAsync(NpgsqlConnection connection, string text)
    {
        try
        {
            await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 120 };
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException)
        {
            // Two transfers that met, or a change of something another change took away: the transaction is undone as a whole.
            await using var undo = new NpgsqlCommand("ROLLBACK", connection);
            await undo.ExecuteNonQueryAsync();
        }
    }

    private async Task PauseAsync(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The storm is over.
        }
    }
}
