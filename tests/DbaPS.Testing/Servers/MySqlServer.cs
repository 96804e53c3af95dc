using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MySql.Data.MySqlClient;

namespace DbaPS.Testing.Servers;

/// <summary>
/// A throwaway MariaDB or MySQL on a random loopback port in a folder of its own, gone with everything in it when disposed of,
/// and also when the tests are killed.
/// </summary>
public sealed class MySqlServer : INetworkServer
{
    public const string Host = "127.0.0.1";

    /// <summary>The account that may do everything.</summary>
    public const string User = "root";

    private readonly MySqlOptions _options;
    private readonly MySqlFiles _files;
    private readonly MySqlProcess _process;
    private readonly Guard _guard;
    private int _databases;

    private MySqlServer(MySqlOptions options, string programs, string folder)
    {
        _options = options;
        ProgramFolder = programs;
        Folder = folder;
        _files = new MySqlFiles(options, programs, folder);
        _process = new MySqlProcess(_files.LogFile);
        _guard = new Guard(
            """
            pid=$(cat "$1/pid" 2> /dev/null)
            if [ -n "$pid" ] && [ "$(readlink "/proc/$pid/cwd")" = "$1/data" ]; then kill -KILL "$pid"; sleep 1; fi
            for pause in 1 1 3; do rm -rf "$1"; sleep "$pause"; [ -e "$1" ] || break; done
            """, folder);
    }

    public MySqlProduct Product => _options.Product;

    public string Engine => Product.Engine;

    public string Version { get; private set; } = "";

    /// <summary>The folder with <c>bin</c> (server and clients) and <c>usr</c>.</summary>
    public string ProgramFolder { get; }

    /// <summary>Everything of the server is below it.</summary>
    public string Folder { get; }

    public string DataFolder => _files.DataFolder;

    /// <summary>The path of the Unix socket.</summary>
    public string Socket => _files.Socket;

    public int Port { get; private set; }

    public string Password { get; } = RandomNumberGenerator.GetHexString(24, true);

    /// <summary>The PEM file that makes the server's certificate trusted; null without TLS.</summary>
    public string? CertificateAuthorityFile => _files.CertificateAuthorityFile;

    /// <summary>Issues certificates this server and its clients trust; null without TLS.</summary>
    public TestAuthority? Authority { get; private set; }

    /// <summary>Null while the server is stopped.</summary>
    public int? ProcessId => _process.Id;

    public string Uri => UriOf(null);

    /// <summary>What the server has written so far.</summary>
    public string Log => _process.Log;

    /// <summary>Sets up and starts a server.</summary>
    /// <exception cref="ServerUnavailableException">It cannot be had here: the test is skipped.</exception>
    public static async Task<MySqlServer> StartAsync(MySqlOptions options, CancellationToken cancellationToken = default)
    {
        var programs = InstalledServers.MySqlFolder(options.Product);
        var template = await MySqlTemplate.GetAsync(options.Product, programs);
        var folder = ServerFolder.Create(options.Product.IsMariaDb ? "ma" : "my", options.Parent, options.Fsync);
        var server = new MySqlServer(options, programs, folder);
        try
        {
            await Tool.RunAsync(["cp", "-a", template, server.DataFolder], cancellationToken);
            server.Authority = await server._files.PrepareAsync(server.Password);
            await server.StartOnFreePortAsync(cancellationToken);
            server.Version = (string)(await server.ScalarAsync("SELECT VERSION()", null, cancellationToken))!;
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public string UriOf(string? database) => UriFor(User, Password, database);

    /// <summary>The address of one database for another account.</summary>
    public string UriFor(string user, string password, string? database = null) =>
        $"{Engine}://{System.Uri.EscapeDataString(user)}:{System.Uri.EscapeDataString(password)}@{Host}:{Port}/{System.Uri.EscapeDataString(database ?? "test")}?no_defaults=1";

    public string PasswordFreeUriOf(string? database = null) => $"{Engine}://{User}@{Host}:{Port}/{System.Uri.EscapeDataString(database ?? "test")}?no_defaults=1";

    /// <summary>A connection string for MySQL's own driver, unpooled.</summary>
    public string ConnectionString(string? database = null) => new MySqlConnectionStringBuilder
    {
        Server = Host,
        Port = (uint)Port,
        UserID = User,
        Password = Password,
        Database = database ?? "test",
        Pooling = false,
        ConnectionTimeout = 30,
        SslMode = _options.RequireTls ? MySqlSslMode.Required : MySqlSslMode.Disabled,
        AllowPublicKeyRetrieval = true,
        AllowUserVariables = true,
        AllowZeroDateTime = true,
        CharacterSet = "utf8mb4",
    }.ConnectionString;

    public string CreateDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}_{RandomNumberGenerator.GetHexString(6, true)}");
        using var connection = new MySqlConnection(ConnectionString());
        connection.Open();
        using var command = new MySqlCommand($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return name;
    }

    public async Task ExecuteAsync(string sql, string? database = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(database, cancellationToken);
        // As elsewhere a script is whole or not at all, as far as the engine's statements allow it, and "…" is a name.
        await RunAsync(connection, "SET autocommit = 0, sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES,PIPES_AS_CONCAT')", cancellationToken);
        await RunAsync(connection, sql, cancellationToken);
        await RunAsync(connection, "COMMIT", cancellationToken);
    }

    public async Task<object?> ScalarAsync(string sql, string? database = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(database, cancellationToken);
        await using var command = new MySqlCommand(sql, connection) { CommandTimeout = 600 };
        var value = await command.ExecuteScalarAsync(cancellationToken);
        return value is DBNull ? null : value;
    }

    /// <summary>An orderly shutdown; <see cref="StartAgainAsync"/> starts it again on the same port.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _process.StopAsync(cancellationToken);

    /// <summary>Kills the server as a power cut would.</summary>
    public Task CrashAsync(CancellationToken cancellationToken = default) => _process.CrashAsync(cancellationToken);

    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        if (!await _process.TryStartAsync(_files.Command(Port), cancellationToken))
        {
            throw new InvalidOperationException($"{Product.Name} did not start again:\n{Log}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        _guard.Dispose();
        Authority?.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(MySqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new MySqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A connection of the account that may do everything, by MySQL's own driver.</summary>
    public async Task<System.Data.Common.DbConnection> ConnectAsync(string? database = null, CancellationToken cancellationToken = default) => await OpenAsync(database, cancellationToken);

    private async Task<MySqlConnection> OpenAsync(string? database, CancellationToken cancellationToken)
    {
        var connection = new MySqlConnection(ConnectionString(database));
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private async Task StartOnFreePortAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort();
            await ServerAccount.TakeOverAsync(Folder);
            if (await _process.TryStartAsync(_files.Command(Port), cancellationToken))
            {
                return;
            }

            // Between finding the port and listening on it somebody else may have taken it.
            if (attempt == 5 || !Log.Contains("Address already in use", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{Product.Name} did not start:\n{Log}");
            }
        }
    }
}
