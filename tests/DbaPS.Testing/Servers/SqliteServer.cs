using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DbaPS.Testing.Servers;

/// <summary>SQLite seen as a server: its databases are files in one folder, named by their paths.</summary>
public sealed class SqliteServer : ITestServer, IDisposable
{
    private readonly SqliteFile _file = new("main.db");
    private int _databases;

    public SqliteServer() => WriteHeader(_file.DatabasePath);

    public string Engine => "sqlite";

    public string Version
    {
        get
        {
            using var connection = new SqliteConnection("Data Source=:memory:");
            connection.Open();
            return connection.ServerVersion;
        }
    }

    public string Uri => UriOf(null);

    /// <summary>The folder of all databases made here.</summary>
    public string Folder => _file.Folder;

    public string UriOf(string? database) => $"sqlite:{database ?? _file.DatabasePath}";

    public string CreateDatabase()
    {
        var path = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}.db"));
        WriteHeader(path);
        return path;
    }

    public async Task ExecuteAsync(string sql, string? database = null, CancellationToken cancellationToken = default)
    {
        await using var connection = Open(database);
        await using var command = connection.CreateCommand();
        command.CommandText = $"BEGIN;\n{sql}\n;COMMIT";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<object?> ScalarAsync(string sql, string? database = null, CancellationToken cancellationToken = default)
    {
        await using var connection = Open(database);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken) is var value and not DBNull ? value : null;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>A file of length 0 is a valid empty database, but "VACUUM" writes the header, as a database in use has it.</summary>
    private static void WriteHeader(string path)
    {
        using var connection = Connect(path);
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM";
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private SqliteConnection Open(string? database) => Connect(database ?? _file.DatabasePath);
}
