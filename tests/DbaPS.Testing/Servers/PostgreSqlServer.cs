using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace DbaPS.Testing.Servers;

/// <summary>
/// A throwaway PostgreSQL on a random loopback port in a folder of its own, gone with everything in it when disposed of,
/// and also when the tests are killed.
/// </summary>
public sealed class PostgreSqlServer : INetworkServer
{
    public const string Host = "127.0.0.1";

    /// <summary>The superuser.</summary>
    public const string User = "postgres";

    private readonly PostgreSqlOptions _options;
    private readonly PostgreSqlFiles _files;
    private readonly PostgreSqlProcess _process;
    private readonly Guard _guard;
    private int _databases;

    private PostgreSqlServer(PostgreSqlOptions options, string programs, string folder)
    {
        _options = options;
        ProgramFolder = programs;
        Folder = folder;
        _files = new PostgreSqlFiles(options, programs, folder);
        _process = new PostgreSqlProcess(programs, _files.DataFolder, _files.LogFile);
        _guard = new Guard(
            """
            pid=$(head -n 1 "$1/data/postmaster.pid" 2> /dev/null)
            if [ -n "$pid" ] && [ "$(readlink "/proc/$pid/cwd")" = "$1/data" ]; then kill -QUIT "$pid"; sleep 1; fi
            # Once more a little later: a copy still under way makes files anew.
            for pause in 1 1 3; do rm -rf "$1"; sleep "$pause"; [ -e "$1" ] || break; done
            """, folder);
    }

    public string Engine => "postgresql";

    public string Version { get; private set; } = "";

    public int Major => _options.Major;

    /// <summary>The folder with initdb and postgres, and the client programs where <see cref="HasClientPrograms"/>.</summary>
    public string ProgramFolder { get; }

    /// <summary>pg_dump and its companions of the same version stand beside the server.</summary>
    public bool HasClientPrograms => File.Exists(Path.Combine(ProgramFolder, "pg_dump"));

    /// <summary>pg_stat_statements is preloaded, and the other extensions of contrib can be created.</summary>
    public bool HasContrib => _files.HasContrib;

    /// <summary>Everything of the server is below it.</summary>
    public string Folder { get; }

    public string DataFolder => _files.DataFolder;

    /// <summary>The folder of the Unix socket; a driver takes it for a host.</summary>
    public string SocketFolder => Folder;

    public int Port { get; private set; }

    public string Password { get; private set; } = "";

    /// <summary>The PEM file that makes the server's certificate trusted; null without TLS.</summary>
    public string? CertificateAuthorityFile => _files.CertificateAuthorityFile;

    /// <summary>Issues certificates this server and its clients trust; null without TLS.</summary>
    public TestAuthority? Authority { get; private set; }

    /// <summary>The postmaster's process id; null while the server is stopped.</summary>
    public int? ProcessId => _process.Id;

    public string Uri => UriOf(null);

    /// <summary>What the server has written so far.</summary>
    public string Log => _process.Log;

    /// <summary>Sets up and starts a server.</summary>
    /// <exception cref="ServerUnavailableException">This version cannot be had here: the test is skipped.</exception>
    public static async Task<PostgreSqlServer> StartAsync(PostgreSqlOptions options, CancellationToken cancellationToken = default)
    {
        var programs = InstalledServers.PostgreSqlPrograms(options.Major);
        var template = await PostgreSqlTemplate.GetAsync(programs);
        var folder = ServerFolder.Create(options);
        var server = new PostgreSqlServer(options, programs, folder);
        try
        {
            await Tool.RunAsync(["cp", "-a", template.DataFolder, server.DataFolder], cancellationToken);
            server.Authority = await server._files.PrepareAsync();
            await server.StartOnFreePortAsync(cancellationToken);
            await server.MakeUniqueAsync(template.Password, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Starts a hot standby of a server, which is restarted for it: a copy of its folder that follows it from then on. It has the
    /// primary's databases and password.
    /// </summary>
    /// <param name="settings">Settings of the standby, such as <c>max_standby_streaming_delay</c>.</param>
    public static async Task<PostgreSqlServer> StartStandbyAsync(PostgreSqlServer primary, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken = default)
    {
        var options = primary._options with
        {
            Settings = new Dictionary<string, string>(settings) { ["primary_conninfo"] = $"'host={Host} port={primary.Port} user={User} password={primary.Password}'" },
        };
        var folder = ServerFolder.Create(options);
        var server = new PostgreSqlServer(options, primary.ProgramFolder, folder) { Password = primary.Password, Version = primary.Version };
        try
        {
            await primary.StopAsync(cancellationToken);
            await Tool.RunAsync(["cp", "-a", primary.DataFolder, server.DataFolder], cancellationToken);
            await primary.StartAgainAsync(cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(server.DataFolder, "standby.signal"), "", cancellationToken);
            await server.StartOnFreePortAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until a standby has everything the primary has committed.</summary>
    public async Task CatchUpAsync(PostgreSqlServer primary, CancellationToken cancellationToken = default)
    {
        var position = (string)(await primary.ScalarAsync("SELECT pg_current_wal_insert_lsn()::text", cancellationToken: cancellationToken))!;
        while (await ScalarAsync($"SELECT pg_last_wal_replay_lsn() >= '{position}'", cancellationToken: cancellationToken) is not true)
        {
            await Task.Delay(20, cancellationToken);
        }
    }

    public string UriOf(string? database) => UriFor(User, Password, database);

    /// <summary>The address of one database for another role.</summary>
    public string UriFor(string user, string password, string? database = null) =>
        $"pg://{System.Uri.EscapeDataString(user)}:{System.Uri.EscapeDataString(password)}@{Host}:{Port}/{System.Uri.EscapeDataString(database ?? "postgres")}";

    /// <summary>The address without a password; hand <see cref="Password"/> over another way.</summary>
    public string PasswordFreeUriOf(string? database = null) => $"pg://{User}@{Host}:{Port}/{System.Uri.EscapeDataString(database ?? "postgres")}";

    /// <summary>A connection string for Npgsql, unpooled: a pooled connection would hold on to a database a test wants to drop.</summary>
    public string ConnectionString(string? database = null) => ConnectionString(database, Password);

    public string CreateDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}_{RandomNumberGenerator.GetHexString(6, true)}");
        using var connection = new NpgsqlConnection(ConnectionString());
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return name;
    }

    public async Task ExecuteAsync(string sql, string? database = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(database, cancellationToken);
        await RunAsync(connection, sql, cancellationToken);
    }

    public async Task<object?> ScalarAsync(string sql, string? database = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(database, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        return await command.ExecuteScalarAsync(cancellationToken) is var value and not DBNull ? value : null;
    }

    /// <summary>A superuser's connection of the vendor's driver, for what one statement cannot do.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string? database = null, CancellationToken cancellationToken = default)
    {
        var connection = new NpgsqlConnection(ConnectionString(database));
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the server with SIGKILL and waits until none of its processes is left.</summary>
    public Task CrashAsync(CancellationToken cancellationToken = default) => _process.CrashAsync(cancellationToken);

    /// <summary>Stops the server: running statements are cancelled, committed work is kept. Does nothing when it is stopped.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _process.StopAsync(cancellationToken);

    /// <summary>Starts a stopped or crashed server on the port it had.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        if (!await _process.TryStartAsync(cancellationToken))
        {
            throw new InvalidOperationException($"PostgreSQL {Major} did not start again:\n{Log}");
        }
    }

    /// <summary>Stops the server if it runs, and starts it on the port it had.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await StopAsync(cancellationToken);
        await StartAgainAsync(cancellationToken);
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

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private string ConnectionString(string? database, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Username = User,
        Password = password,
        Database = database ?? "postgres",
        Pooling = false,
        Timeout = 30,
        SslMode = _options.RequireTls ? SslMode.Require : SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
        ApplicationName = "dbaps-tests",
    }.ConnectionString;

    private async Task StartOnFreePortAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort();
            await _files.WriteSettingsAsync(Port);
            await ServerAccount.TakeOverAsync(Folder);
            if (await _process.TryStartAsync(cancellationToken))
            {
                return;
            }

            // Between finding the port and listening on it somebody else may have taken it.
            if (attempt == 5 || !Log.Contains("Address already in use", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"PostgreSQL {Major} did not start:\n{Log}");
            }
        }
    }

    /// <summary>What tells this server from all other copies of the template: its password and, when asked for, its ids.</summary>
    private async Task MakeUniqueAsync(string templatePassword, CancellationToken cancellationToken)
    {
        var password = RandomNumberGenerator.GetHexString(24, true);
        await using var connection = new NpgsqlConnection(ConnectionString(null, templatePassword));
        await connection.OpenAsync(cancellationToken);
        Version = connection.PostgreSqlVersion.ToString();
        // A server that is killed right away must still know its password.
        await RunAsync(connection, $"SET synchronous_commit = on; ALTER ROLE {User} PASSWORD '{password}'", cancellationToken);
        if (_options.BurntIds > 0)
        {
            var count = _options.BurntIds.ToString(CultureInfo.InvariantCulture);
            await RunAsync(connection, $"SELECT count(lo_unlink(lo_create(0))) FROM generate_series(1, {count})", cancellationToken);
            await RunAsync(connection, $"DO $$ BEGIN FOR i IN 1..{count} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$", cancellationToken);
        }

        Password = password;
    }
}
