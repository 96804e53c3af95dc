using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Backups;

/// <summary>A connection in a read-only transaction of one snapshot, with the settings under which a backup reads.</summary>
internal sealed class SnapshotConnection : IAsyncDisposable
{
    private readonly PostgreSqlSession _session;

    private SnapshotConnection(PostgreSqlSession session, PostgreSqlConnection connection)
    {
        _session = session;
        Connection = connection;
    }

    public PostgreSqlConnection Connection { get; }

    /// <summary>True for a database that knows bytes and no encoding: its texts may be of any.</summary>
    public bool IsRaw => Connection.PostgresParameters.GetValueOrDefault("server_encoding") == "SQL_ASCII";

    /// <summary>Begins the transaction. Nothing in it takes a snapshot before the first query does.</summary>
    /// <param name="snapshot">An exported snapshot to read by; null to have its own at the first query.</param>
    public static async Task<SnapshotConnection> BeginAsync(PostgreSqlSession session, string? snapshot, TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        var result = new SnapshotConnection(session, await session.OpenAsync(cancellationToken));
        try
        {
            foreach (var statement in Preamble(session, snapshot, lockTimeout, result.IsRaw))
            {
                await result.ExecuteAsync(statement, cancellationToken);
            }
            return result;
        }
        catch
        {
            await result.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a statement of ours: its names are quoted by <see cref="PostgreSqlNames"/>.</summary>
    public async Task ExecuteAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = PostgreSqlDriver.Command(Connection, statement, []);
        await _session.TryAsync(() => command.ExecuteNonQueryAsync(cancellationToken));
    }

    /// <summary>The first column of the first row.</summary>
    public async Task<object?> ScalarAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = PostgreSqlDriver.Command(Connection, statement, []);
        return await _session.TryAsync(() => command.ExecuteScalarAsync(cancellationToken));
    }

    /// <summary>The rows of a script of this feature.</summary>
    public IAsyncEnumerable<T> ReadAsync<T>(string script, Func<RowReader, T> map, CancellationToken cancellationToken) =>
        _session.ReadAsync(Connection, Script(script), map, cancellationToken);

    /// <summary>All rows of a script of this feature.</summary>
    public async Task<List<T>> ListAsync<T>(string script, Func<RowReader, T> map, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        await foreach (var item in ReadAsync(script, map, cancellationToken))
        {
            all.Add(item);
        }
        return all;
    }

    /// <summary>Locks a relation without waiting; false when somebody holds or awaits a lock that excludes ours. The transaction goes on either way.</summary>
    public async Task<bool> TryLockAsync(string quotedName, CancellationToken cancellationToken)
    {
        await ExecuteAsync("SAVEPOINT dbaps_lock", cancellationToken);
        try
        {
            await ExecuteAsync($"LOCK TABLE ONLY {quotedName} IN ACCESS SHARE MODE NOWAIT", cancellationToken);
            await ExecuteAsync("RELEASE SAVEPOINT dbaps_lock", cancellationToken);
            return true;
        }
        catch (DbaException failure) when (failure.Error.NativeCode == LockNotAvailable)
        {
            await ExecuteAsync("ROLLBACK TO SAVEPOINT dbaps_lock", cancellationToken);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await ExecuteAsync("ROLLBACK", CancellationToken.None);
        }
        catch (DbaException)
        {
            // The connection is broken: the server has rolled back by itself.
        }
        await Connection.DisposeAsync();
    }

    internal const string LockNotAvailable = "55P03";

    internal static SqlScript Script(string name) => SqlScript.Load<SnapshotConnection>($"Backups/{name}.sql");

    private static IEnumerable<string> Preamble(PostgreSqlSession session, string? snapshot, TimeSpan lockTimeout, bool raw)
    {
        yield return "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
        if (snapshot is not null)
        {
            yield return $"SET TRANSACTION SNAPSHOT {PostgreSqlNames.Literal(snapshot)}";
        }
        // A long transaction must not be ended by limits meant for applications, rows must not be filtered, names must come with their
        // schema, and a part of a table must not be spread over more workers than were asked for.
        yield return "SET LOCAL statement_timeout = 0";
        yield return "SET LOCAL idle_in_transaction_session_timeout = 0";
        if (session.Version.Major >= 17)
        {
            yield return "SET LOCAL transaction_timeout = 0";
        }
        yield return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {Math.Max(1, (long)lockTimeout.TotalMilliseconds)}");
        yield return "SET LOCAL row_security = off";
        yield return "SET LOCAL search_path = ''";
        yield return "SET LOCAL lc_monetary = 'C'";
        yield return "SET LOCAL max_parallel_workers_per_gather = 0";
        yield return "SET LOCAL synchronize_seqscans = off";
        if (raw)
        {
            // With any other the server refuses to send what is not valid in it.
            yield return "SET LOCAL client_encoding = 'SQL_ASCII'";
        }
        // The server takes queries on its catalogue for expensive ones and compiles them: seen to cost a second where the query takes 20 ms.
        yield return "SET LOCAL jit = off";
    }
}
