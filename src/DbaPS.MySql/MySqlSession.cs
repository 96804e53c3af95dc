using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.MySql.Connections;
using DbaPS.MySql.Drivers;
using DbaPS.Sql;

namespace DbaPS.MySql;

/// <summary>An open session: one login, in one database or in none, with a pool of its own.</summary>
internal sealed class MySqlSession : IEngineSession
{
    /// <summary>sql_mode of DbaPS's own statements: what does not fit is an error, and quotes and backslashes have their usual meaning.</summary>
    private const string OwnSqlMode = "STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

    private readonly ConnectionSettings _settings;
    private readonly IMySqlDriver _driver;
    private readonly MySqlPoolOptions _options;
    private readonly IReadOnlyList<X509Certificate2> _certificates;
    private readonly IMySqlPool _pool;
    private CertificateRefusal? _certificateRefusal;
    private string _preamble = "";

    private MySqlSession(ConnectionSettings settings)
    {
        _driver = MySqlDriver.Current;
        _settings = settings;
        _options = MySqlDriver.Describe(settings, refusal => _certificateRefusal = refusal, out _certificates);
        _pool = _driver.CreatePool(_options);
    }

    public ServerVersion Version { get; private set; }

    public MySqlDialect Kind { get; private set; }

    public IEngine Engine => Kind == MySqlDialect.MariaDb ? new MariaDbEngine() : new MySqlEngine();

    public SqlDialect? Dialect => SqlMode.ToDialect(UserSqlMode);

    public ServerAddress Address => _settings.Address with { Scheme = Kind == MySqlDialect.MariaDb ? "mariadb" : "mysql" };

    /// <summary>The account the server let in: <c>user@host</c>, where the host may be a pattern.</summary>
    public string User { get; private set; } = "";

    public string? Database => _settings.Address.Database;

    /// <summary>The database of a session that works in one.</summary>
    /// <exception cref="DbaException">It is in none.</exception>
    public string RequiredDatabase => Database ?? throw new DbaException(MySqlErrors.NoDatabase(Name));

    public IMySqlDriver Driver => _driver;

    /// <summary>What the session was opened with.</summary>
    public ConnectOptions Options => _settings.Options;

    /// <summary>Where and how it connects, for the programs that must connect as it does.</summary>
    internal ConnectionSettings Settings => _settings;

    /// <summary>What to call the server in messages.</summary>
    public string Name => Address.ToString();

    /// <summary>The product's name in messages.</summary>
    public string Product => Kind == MySqlDialect.MariaDb ? MariaDbEngine.Name : MySqlEngine.Name;

    /// <summary>The sql_mode of the user's statements: the address's, else the server's own, which is what its other clients have.</summary>
    public string UserSqlMode { get; private set; } = "";

    /// <summary>True for MySQL from that version, or MariaDB from the other; null for never.</summary>
    public bool IsAtLeast((int Major, int Minor)? mySql, (int Major, int Minor)? mariaDb) =>
        (Kind == MySqlDialect.MariaDb ? mariaDb : mySql) is { } since && Version.IsAtLeast(since.Major, since.Minor);

    /// <summary>Opens a session and proves it with one round trip.</summary>
    public static async Task<MySqlSession> ConnectAsync(ConnectionSettings settings, CancellationToken cancellationToken)
    {
        var session = new MySqlSession(settings);
        try
        {
            await session.IdentifyAsync(cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// A pooled connection in this session's database: utf8mb4, UTC, a sql_mode of our own, time-outs and read-only intent as the
    /// session was opened with. Disposing of it gives it back; what was SET on it is undone then.
    /// </summary>
    /// <param name="onNotice">Receives the server's warnings.</param>
    /// <exception cref="DbaException">The server can't be reached or refuses the login.</exception>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken, Action<MySqlNotice>? onNotice = null) =>
        await OpenAsync(_pool, cancellationToken, onNotice);

    /// <summary>A pool whose connections may load from a stream. It is apart, so that no other statement can make the client send something.</summary>
    public IMySqlPool CreateBulkPool() => _driver.CreatePool(_options with { AllowLocalInfile = true });

    /// <summary>As <see cref="OpenAsync(CancellationToken, Action{MySqlNotice}?)"/>, from a pool of <see cref="CreateBulkPool"/>.</summary>
    public async Task<DbConnection> OpenAsync(IMySqlPool pool, CancellationToken cancellationToken, Action<MySqlNotice>? onNotice = null)
    {
        DbConnection? connection = null;
        try
        {
            connection = await pool.OpenAsync(onNotice, cancellationToken);
            if (_preamble.Length > 0)
            {
                await ExecuteAsync(connection, _preamble, cancellationToken);
            }
            return connection;
        }
        catch (Exception failure)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
            throw failure is OperationCanceledException or DbaException ? failure : new DbaException(MySqlErrors.Connecting(failure, _driver, _settings, _certificateRefusal));
        }
    }

    /// <summary>Runs a script and gives its rows one by one as they come.</summary>
    /// <param name="parameters">Values for the script's parameters; a name it does not have is left out, a missing one is null.</param>
    public async IAsyncEnumerable<T> ReadAsync<T>(
        SqlScript script, Func<RowReader, T> map, IReadOnlyDictionary<string, object?>? parameters = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await foreach (var item in ReadAsync(connection, script, map, cancellationToken, parameters))
        {
            yield return item;
        }
    }

    /// <summary>As <see cref="ReadAsync{T}(SqlScript, Func{RowReader, T}, IReadOnlyDictionary{string, object?}?, CancellationToken)"/>, on a connection of the caller's, in its transaction.</summary>
    public async IAsyncEnumerable<T> ReadAsync<T>(
        DbConnection connection, SqlScript script, Func<RowReader, T> map, [EnumeratorCancellation] CancellationToken cancellationToken, IReadOnlyDictionary<string, object?>? parameters = null)
    {
        await using var command = Command(connection, script.Text);
        foreach (var declared in script.Header.Params)
        {
            var name = declared.Split(' ')[0].TrimStart('@');
            Add(command, name, parameters?.GetValueOrDefault(name));
        }
        await using var reader = await TryAsync(() => command.ExecuteReaderAsync(cancellationToken), script);
        var row = new RowReader(reader);
        while (await TryAsync(() => reader.ReadAsync(cancellationToken), script))
        {
            yield return map(row);
        }
    }

    /// <summary>The first row of a script's result; null when it has none.</summary>
    public async Task<T?> ReadFirstAsync<T>(SqlScript script, Func<RowReader, T> map, IReadOnlyDictionary<string, object?>? parameters = null, CancellationToken cancellationToken = default)
    {
        await foreach (var item in ReadAsync(script, map, parameters, cancellationToken))
        {
            return item;
        }
        return default;
    }

    /// <summary>Runs a statement without values or rows on a connection of this session.</summary>
    public static async Task<int> ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // An embedded script's text, a builder's, or the user's own; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        return command;
    }

    public static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = $"@{name}";
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    /// <summary>Does something with the driver and turns its failures into ours.</summary>
    public async Task<T> TryAsync<T>(Func<Task<T>> work, SqlScript? script = null)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or DbaException))
        {
            throw new DbaException(Explain(failure, script));
        }
    }

    /// <summary>A driver's failure as ours.</summary>
    public DbaError Explain(Exception failure, SqlScript? script = null) => MySqlErrors.Running(failure, this, script);

    public async Task<IEngineSession> ForDatabaseAsync(string database, CancellationToken cancellationToken) =>
        await ConnectAsync(_settings.ForDatabase(database), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        foreach (var certificate in _certificates)
        {
            certificate.Dispose();
        }
    }

    /// <summary>How long the server itself may work on a statement: it also ends what the client has lost sight of. Zero is without limit.</summary>
    /// <remarks>MySQL's limit holds for SELECT only; the rest is ended by KILL QUERY.</remarks>
    public string StatementLimit(TimeSpan limit) => Kind == MySqlDialect.MariaDb
        ? string.Create(CultureInfo.InvariantCulture, $"max_statement_time = {limit.TotalSeconds:0.######}")
        : string.Create(CultureInfo.InvariantCulture, $"max_execution_time = {(long)Math.Min(Math.Ceiling(limit.TotalMilliseconds), uint.MaxValue)}");

    private async Task IdentifyAsync(CancellationToken cancellationToken)
    {
        var found = await ReadFirstAsync(
            SqlScript.Load<MySqlSession>("Connections/Identity.sql"),
            row => (Version: row.Text("version"), Comment: row.Text("comment"), Mode: row.Text("sql_mode"), User: row.Text("login")), cancellationToken: cancellationToken);
        Version = ServerVersion.Parse(found.Version);
        Kind = $"{found.Version} {found.Comment}".Contains("MariaDB", StringComparison.OrdinalIgnoreCase) ? MySqlDialect.MariaDb : MySqlDialect.MySql;
        User = found.User;
        UserSqlMode = _settings.SqlMode ?? found.Mode;
        _preamble = Preamble();
        if (SupportedVersions.Judge(Kind, Version, Name) is { } warning)
        {
            ServerMessages.Receiver?.Invoke(warning);
        }
    }

    private string Preamble()
    {
        var settings = new List<string> { "time_zone = '+00:00'", $"sql_mode = '{OwnSqlMode}'" };
        if (Kind == MySqlDialect.MySql)
        {
            // Figures of tables as they are, not as they were a day ago.
            settings.Add("information_schema_stats_expiry = 0");
        }
        if (Options.StatementTimeout is { } limit)
        {
            settings.Add(StatementLimit(limit));
        }
        if (Options.LockTimeout is { } wait && wait > TimeSpan.Zero)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            settings.Add($"lock_wait_timeout = {seconds}");
            settings.Add($"innodb_lock_wait_timeout = {seconds}");
        }
        if (Options.ReadOnly)
        {
            settings.Add($"{(IsAtLeast((8, 0), (11, 1)) ? "transaction_read_only" : "tx_read_only")} = 1");
        }
        return $"SET {string.Join(", ", settings)}";
    }
}
