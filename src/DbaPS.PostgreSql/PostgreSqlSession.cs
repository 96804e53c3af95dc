using System.Runtime.CompilerServices;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.PostgreSql.Connections;
using DbaPS.Sql;

namespace DbaPS.PostgreSql;

/// <summary>An open session: one login in one database, with a pool of its own.</summary>
internal sealed class PostgreSqlSession : IEngineSession
{
    /// <summary>The first and the last major version that DbaPS is tested with.</summary>
    public const int OldestMajor = 14;

    public const int NewestMajor = 18;

    private readonly ConnectionSettings _settings;
    private readonly PostgreSqlDriver _driver;

    private PostgreSqlSession(ConnectionSettings settings)
    {
        _settings = settings;
        _driver = new PostgreSqlDriver(settings);
    }

    public ServerVersion Version { get; private set; }

    public ServerAddress Address => _settings.Address;

    public string User { get; private set; } = "";

    /// <summary>The server was in recovery when the session was opened.</summary>
    public bool IsStandby { get; private set; }

    /// <summary>Transactions could not write when the session was opened, and not because this session wants it so.</summary>
    public bool IsReadOnly { get; private set; }

    public string? Database => _settings.Address.Database;

    /// <summary>Where and how it connects, for the programs that must connect as it does.</summary>
    internal ConnectionSettings Settings => _settings;

    /// <summary>What the session was opened with.</summary>
    public ConnectOptions Options => _settings.Options;

    /// <summary>What to call the server in messages.</summary>
    public string Name => Address.ToString();

    /// <summary>Opens a session and proves it with one round trip.</summary>
    public static async Task<PostgreSqlSession> ConnectAsync(ConnectionSettings settings, CancellationToken cancellationToken)
    {
        var session = new PostgreSqlSession(settings);
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

    /// <summary>Null for a version DbaPS is tested with, a warning for a newer one.</summary>
    /// <exception cref="DbaException">It is too old.</exception>
    public static string? Judge(ServerVersion version, string server)
    {
        if (version.Major < OldestMajor)
        {
            throw new DbaException(DbaErrors.VersionUnsupported(server, $"PostgreSQL {version.Text}", $"PostgreSQL {OldestMajor} to {NewestMajor}"));
        }
        return version.Major <= NewestMajor ? null
            : $"{ServerMessages.WarningPrefix}{server} runs PostgreSQL {version.Text}; DbaPS is tested with {OldestMajor} to {NewestMajor} and treats it as {NewestMajor}.";
    }

    /// <summary>
    /// A pooled connection in this session's database: UTF-8, ISO dates, UTC, time-outs and read-only intent as the session
    /// was opened with. Disposing of it gives it back; what was SET on it is undone then.
    /// </summary>
    /// <param name="onMessage">Receives the server's notices instead of the operation at work.</param>
    /// <exception cref="DbaException">The server can't be reached or refuses the login.</exception>
    public async Task<PostgreSqlConnection> OpenAsync(CancellationToken cancellationToken, Action<string>? onMessage = null)
    {
        try
        {
            return await _driver.OpenAsync(onMessage ?? ServerMessages.Receiver, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new DbaException(PostgreSqlErrors.Connecting(failure, _settings, _driver.CertificateRefusal));
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
        PostgreSqlConnection connection, SqlScript script, Func<RowReader, T> map, [EnumeratorCancellation] CancellationToken cancellationToken, IReadOnlyDictionary<string, object?>? parameters = null)
    {
        await using var command = PostgreSqlDriver.Command(connection, script.Text, Bind(script, parameters));
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
    public DbaError Explain(Exception failure, SqlScript? script = null) => PostgreSqlErrors.Running(failure, this, script);

    public async Task<IEngineSession> ForDatabaseAsync(string database, CancellationToken cancellationToken) =>
        await ConnectAsync(_settings.ForDatabase(database), cancellationToken);

    public ValueTask DisposeAsync() => _driver.DisposeAsync();

    private static IEnumerable<(string Name, object? Value, string? Type)> Bind(SqlScript script, IReadOnlyDictionary<string, object?>? values)
    {
        foreach (var declared in script.Header.Params)
        {
            // "@top int": the type lets the server plan a null.
            var parts = declared.Split(' ', 2);
            var name = parts[0].TrimStart('@');
            yield return (name, values?.GetValueOrDefault(name), parts.Length > 1 ? parts[1] : null);
        }
    }

    private async Task IdentifyAsync(CancellationToken cancellationToken)
    {
        var found = await ReadFirstAsync(
            SqlScript.Load<PostgreSqlSession>("Connections/Identity.sql"),
            row => (Number: (int)row.Int64("version_number"), Text: row.Text("version"), User: row.Text("login"), Standby: row.Boolean("standby"), ReadOnly: row.Boolean("read_only")), cancellationToken: cancellationToken);
        Version = new ServerVersion(found.Number / 10000, found.Number % 10000, 0, found.Text);
        User = found.User;
        IsStandby = found.Standby;
        IsReadOnly = found.Standby || (found.ReadOnly && !Options.ReadOnly);
        if (Judge(Version, Name) is { } warning)
        {
            ServerMessages.Receiver?.Invoke(warning);
        }
    }
}
