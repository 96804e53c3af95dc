using System.Data.Common;
using System.Globalization;
using DbaPS.Testing.Servers;

namespace DbaPS.Benchmarks.Data;

/// <summary>The server that rows and CSV are measured on: the bench's own PostgreSQL, or that of the engine asked for. And its bare driver.</summary>
internal sealed class RowServer : IAsyncDisposable
{
    private readonly ITestServer _server;

    /// <param name="server">Null for a folder with SQLite's files.</param>
    private RowServer(ITestServer? server) => _server = server ?? new SqliteServer();

    public string Engine => _server.Engine;

    /// <summary>The server's process; null where it is the bench's own, or none.</summary>
    public int? ProcessId => (_server as MySqlServer)?.ProcessId;

    public static async Task<RowServer> StartAsync(Bench bench) => bench.Options.Engine switch
    {
        "postgresql" => new(bench.Server),
        "mariadb" => new(await StartAsync(MySqlProduct.MariaDb1011)),
        "mysql" => new(await StartAsync(MySqlProduct.MySql9)),
        "sqlite" => new(null),
        string other => throw new ArgumentException($"There is no engine {other} (postgresql, mariadb, mysql, sqlite)."),
    };

    /// <summary>A server on the disk with fsync and its own defaults, but a third of the data for its buffers.</summary>
    public static Task<MySqlServer> StartAsync(MySqlProduct product) => MySqlServer.StartAsync(new MySqlOptions
    {
        Product = product,
        Fsync = true,
        Tls = false,
        PerformanceSchema = false,
        Settings = new Dictionary<string, string?> { ["innodb-buffer-pool-size"] = "96M" },
    });

    public string CreateDatabase() => _server.CreateDatabase();

    public string UriOf(string database) => _server.UriOf(database);

    public Task ExecuteAsync(string sql, string database) => _server.ExecuteAsync(sql, database);

    public async Task<long> CountAsync(string table, string database) =>
        Convert.ToInt64(await _server.ScalarAsync($"SELECT count(*) FROM {table}", database), CultureInfo.InvariantCulture);

    /// <summary>Makes a table <c>source</c> of an integer, two texts, a float and a time; a table, not a function that would be computed while it is read.</summary>
    public async Task FillAsync(int rows, string database)
    {
        (string types, string at, string before) = Engine switch
        {
            "postgresql" => ("i int, words text, half float8, hash text, at timestamp", "timestamp '2024-01-01' + i * interval '1 s'", ""),
            "sqlite" => ("i int, words text, half real, hash text, at text", "datetime('2024-01-01', i || ' seconds')", ""),
            "mariadb" => (Family, "'2024-01-01' + INTERVAL i SECOND", $"SET max_recursive_iterations = {rows}; "),
            _ => (Family, "'2024-01-01' + INTERVAL i SECOND", $"SET cte_max_recursion_depth = {rows}; "),
        };
        string hash = Engine == "sqlite" ? "lower(hex(randomblob(16)))" : Engine == "postgresql" ? "md5(i::text)" : "substr(sha2(i, 256), 1, 32)";
        string words = "'row ' || i || ', ' || substr('text text text text text text text text text text text text text text text text', 1, i % 80)";
        await _server.ExecuteAsync(
            $"CREATE TABLE source ({types}); {before}INSERT INTO source WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < {rows}) SELECT i, {words}, i * 0.5, {hash}, {at} FROM s", database);
        if (Engine == "postgresql")
            await _server.ExecuteAsync("VACUUM (FREEZE, ANALYZE) source", database);
    }

    /// <summary>A connection of the bare driver.</summary>
    public async Task<DbConnection> OpenAsync(string database)
    {
        (DbProviderFactory driver, DbConnectionStringBuilder settings) = _server switch
        {
            MySqlServer s => (MySqlConnector.MySqlConnectorFactory.Instance, new MySqlConnector.MySqlConnectionStringBuilder
            {
                Server = MySqlServer.Host,
                Port = (uint)s.Port,
                UserID = MySqlServer.User,
                Password = s.Password,
                Database = database,
                SslMode = MySqlConnector.MySqlSslMode.Disabled,
                AllowPublicKeyRetrieval = true,
            }),
            SqliteServer => (Microsoft.Data.Sqlite.SqliteFactory.Instance, new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder { DataSource = database }),
            _ => ((DbProviderFactory)Npgsql.NpgsqlFactory.Instance, (DbConnectionStringBuilder)new Npgsql.NpgsqlConnectionStringBuilder(((PostgreSqlServer)_server).ConnectionString(database))),
        };
        DbConnection connection = driver.CreateConnection()!;
        connection.ConnectionString = settings.ConnectionString;
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs a command line of the engine's own client programs.</summary>
    public Task ShellAsync(Bench bench, string command, string database) => _server switch
    {
        MySqlServer s => ShellAsync(s, $"export MYSQL_DATABASE={database}; {command}"),
        SqliteServer => Bench.ShellAsync(command, "/usr/bin", new() { ["SQLITE_DATABASE"] = database }),
        _ => bench.ShellAsync(command, database),
    };

    /// <summary>Runs a command line with <c>$my</c>, the options that name the server; its password is in the environment.</summary>
    public static Task<string> ShellAsync(MySqlServer server, string command) => Bench.ShellAsync(
        $"my='-h {MySqlServer.Host} -P {server.Port.ToString(CultureInfo.InvariantCulture)} -u {MySqlServer.User}'; {command}", Path.Combine(server.ProgramFolder, "bin"), new() { ["MYSQL_PWD"] = server.Password });

    public ValueTask DisposeAsync()
    {
        (_server as SqliteServer)?.Dispose();
        return _server is MySqlServer server ? server.DisposeAsync() : ValueTask.CompletedTask;
    }

    private const string Family = "i int, words varchar(200), half double, hash char(32), at datetime";
}
