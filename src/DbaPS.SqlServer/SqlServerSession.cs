using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Sql;
using DbaPS.SqlServer.Connections;

namespace DbaPS.SqlServer;

/// <summary>An open session: one login in one database, with the driver's pool.</summary>
internal sealed class SqlServerSession : IEngineSession
{
    private readonly ISqlServerDriver _driver;
    private ConnectionSettings _settings;

    private SqlServerSession(ConnectionSettings settings, ISqlServerDriver driver)
    {
        _settings = settings;
        _driver = driver;
    }

    public ServerVersion Version => Platform.Version;

    public ServerAddress Address => _settings.Address;

    public string User { get; private set; } = "";

    public string? Database => _settings.Address.Database;

    /// <summary>What the session was opened with.</summary>
    public ConnectOptions Options => _settings.Options;

    public SqlServerPlatform Platform { get; private set; } = new(default, 0);

    /// <summary>True where the driver would not have connected without TLS.</summary>
    public bool DemandsTls => _settings.Login.Encryption != SqlServerEncryption.Optional;

    /// <summary>What to call the server in messages.</summary>
    public string Name => Address.ToString();

    internal ISqlServerDriver Driver => _driver;

    /// <summary>Opens a session and proves it with one round trip.</summary>
    public static async Task<SqlServerSession> ConnectAsync(ConnectionSettings settings, ISqlServerDriver driver, CancellationToken cancellationToken)
    {
        var session = new SqlServerSession(settings, driver);
        try
        {
            await session.IdentifyAsync(cancellationToken);
        }
        catch (DbaException failure) when (settings.IsRelaxed && SqlServerErrors.IsWithoutTls(failure.Error))
        {
            // On this machine TLS is taken where it is offered.
            session._settings = settings with { Login = settings.Login with { Encryption = SqlServerEncryption.Optional } };
            await session.IdentifyAsync(cancellationToken);
        }
        return session;
    }

    /// <summary>An open connection in this session's database. Disposing of it gives it back to the pool, which undoes what was SET on it.</summary>
    /// <param name="onMessage">Receives the server's messages instead of the session's own receiver.</param>
    /// <param name="lockTimeout">How long a statement waits for a lock; null for the session's.</param>
    /// <exception cref="DbaException">The server can't be reached or refuses the login.</exception>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken, Action<SqlServerMessage>? onMessage = null, TimeSpan? lockTimeout = null)
    {
        var connection = _driver.Create(await LoginAsync(cancellationToken), onMessage ?? (ServerMessages.Receiver is { } receive ? message => receive(message.Text) : null));
        try
        {
            await connection.OpenAsync(cancellationToken);
            if ((lockTimeout ?? Options.LockTimeout) is { } wait && wait > TimeSpan.Zero)
            {
                await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SET LOCK_TIMEOUT {(long)Math.Min(Math.Ceiling(wait.TotalMilliseconds), int.MaxValue)}"), cancellationToken);
            }
            return connection;
        }
        catch (Exception failure)
        {
            await connection.DisposeAsync();
            if (failure is OperationCanceledException or DbaException || cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            var error = SqlServerErrors.Connecting(failure, _settings, _driver);
            throw new DbaException(SqlServerErrors.IsCertificate(error) ? await CertificatePin.ShowAsync(error, _settings, _driver.Version, cancellationToken) : error);
        }
    }

    /// <summary>A command with values for <c>@name</c> and the session's time-out.</summary>
    public DbCommand Command(DbConnection connection, string text, IEnumerable<KeyValuePair<string, object?>>? values = null, DbTransaction? transaction = null, TimeSpan? timeout = null)
    {
        var command = connection.CreateCommand();
        try
        {
#pragma warning disable CA2100 // An embedded script, a statement of a builder's with its names quoted, or the user's own.
            command.CommandText = text;
#pragma warning restore CA2100
            command.Transaction = transaction;
            command.CommandTimeout = (int)Math.Min(Math.Ceiling((timeout ?? Options.StatementTimeout ?? TimeSpan.Zero).TotalSeconds), int.MaxValue);
            foreach (var (name, value) in values ?? [])
            {
                var parameter = command.CreateParameter();
                SqlServerValue.Set(parameter, name, value);
                command.Parameters.Add(parameter);
            }
            return command;
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements that give nothing back.</summary>
    public async Task ExecuteAsync(DbConnection connection, string text, CancellationToken cancellationToken, DbTransaction? transaction = null, TimeSpan? timeout = null)
    {
        await using var command = Command(connection, text, null, transaction, timeout);
        await TryAsync(() => command.ExecuteNonQueryAsync(cancellationToken), cancellationToken, statement: text);
    }

    /// <summary>Runs a script and gives its rows one by one as they come.</summary>
    /// <param name="values">Values for the script's parameters; those it does not have are left out, a missing one is null.</param>
    public async IAsyncEnumerable<T> ReadAsync<T>(
        SqlScript script, Func<RowReader, T> map, IReadOnlyDictionary<string, object?>? values = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await foreach (var item in ReadAsync(connection, script, map, cancellationToken, values))
        {
            yield return item;
        }
    }

    /// <summary>As above, on a connection of the caller's, in its transaction.</summary>
    public async IAsyncEnumerable<T> ReadAsync<T>(
        DbConnection connection, SqlScript script, Func<RowReader, T> map, [EnumeratorCancellation] CancellationToken cancellationToken,
        IReadOnlyDictionary<string, object?>? values = null, DbTransaction? transaction = null)
    {
        var bound = script.Header.Params.Select(p => p.Split(' ', 2)[0].TrimStart('@')).Select(n => KeyValuePair.Create(n, values?.GetValueOrDefault(n)));
        await using var command = Command(connection, script.Text, bound, transaction);
        await using var reader = await TryAsync(() => command.ExecuteReaderAsync(cancellationToken), cancellationToken, script);
        var row = new RowReader(reader);
        while (await TryAsync(() => reader.ReadAsync(cancellationToken), cancellationToken, script))
        {
            yield return map(row);
        }
    }

    /// <summary>The first row of a script's result; default when it has none.</summary>
    public async Task<T?> ReadFirstAsync<T>(SqlScript script, Func<RowReader, T> map, IReadOnlyDictionary<string, object?>? values = null, CancellationToken cancellationToken = default)
    {
        await foreach (var item in ReadAsync(script, map, values, cancellationToken))
        {
            return item;
        }
        return default;
    }

    /// <summary>All rows of a script that adds to what is shown; none, and a word why, where the server does not have or does not show what it reads.</summary>
    /// <param name="what">What stays unknown then, for the message.</param>
    public async Task<IReadOnlyList<T>> TryReadAllAsync<T>(
        SqlScript script, Func<RowReader, T> map, string what, IReadOnlyDictionary<string, object?>? values = null, CancellationToken cancellationToken = default)
    {
        var rows = new List<T>();
        try
        {
            await foreach (var row in ReadAsync(script, map, values, cancellationToken))
            {
                rows.Add(row);
            }
            return rows;
        }
        catch (DbaException failure) when (SqlServerErrors.IsUnavailable(failure.Error))
        {
            ServerMessages.Receiver?.Invoke($"{Name}: {what} is not known: {failure.Error.Message}");
            return [];
        }
    }

    /// <summary>Does something with the driver and turns its failures into ours.</summary>
    public async Task<T> TryAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken, SqlScript? script = null, string? statement = null)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or DbaException))
        {
            // The driver tells a cancelled statement as a failure of its own.
            cancellationToken.ThrowIfCancellationRequested();
            throw new DbaException(Explain(failure, script, statement));
        }
    }

    /// <summary>A driver's failure as ours.</summary>
    public DbaError Explain(Exception failure, SqlScript? script = null, string? statement = null) => SqlServerErrors.Running(failure, this, script, statement);

    public async Task<IEngineSession> ForDatabaseAsync(string database, CancellationToken cancellationToken) =>
        await ConnectAsync(_settings.ForDatabase(database), _driver, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _driver.ClearPool(_settings.Login);
        return ValueTask.CompletedTask;
    }

    /// <summary>How to log in now: a token of an hour ago opens nothing.</summary>
    private async Task<SqlServerLogin> LoginAsync(CancellationToken cancellationToken) =>
        _settings.Login.Token is not null && _settings.Options.PasswordSource is { } source ? _settings.Login with { Token = await source(cancellationToken) } : _settings.Login;

    private async Task IdentifyAsync(CancellationToken cancellationToken)
    {
        var found = await ReadFirstAsync(
            SqlScript.Load<SqlServerSession>("Connections/Identity.sql"),
            row => (Version: row.Text("version"), Edition: (int)row.Int64("engine_edition"), Login: row.Text("login"), Database: row.Text("database")),
            cancellationToken: cancellationToken);
        Platform = new SqlServerPlatform(ServerVersion.Parse(found.Version), found.Edition);
        User = found.Login;
        _settings = _settings with { Address = _settings.Address with { Database = found.Database, User = found.Login } };
        if (Platform.Judge(Name) is { } warning)
        {
            ServerMessages.Receiver?.Invoke($"{ServerMessages.WarningPrefix}{warning}");
        }
    }
}
