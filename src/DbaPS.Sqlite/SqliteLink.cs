using System.Data.Common;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.Sqlite;

/// <summary>One open connection of a session, watched by the operation's token. SQLite's failures leave it as <see cref="DbaException"/>.</summary>
internal sealed class SqliteLink : IDisposable
{
    /// <summary>How long a lock is waited for when nobody says.</summary>
    private static readonly TimeSpan UsualLockTimeout = TimeSpan.FromSeconds(5);

    private readonly string _server;

    private SqliteLink(SqliteConnection connection, SqliteWatch watch, string server)
    {
        Connection = connection;
        Watch = watch;
        _server = server;
    }

    public SqliteConnection Connection { get; }

    public SqliteWatch Watch { get; }

    /// <summary>SQLite's own handle, for what the driver does not reach.</summary>
    public sqlite3 Handle => Connection.Handle!;

    /// <summary>Opens a connection.</summary>
    /// <param name="memoryName">The name of a database in memory; null for a file.</param>
    /// <param name="server">What failures call it.</param>
    public static SqliteLink Open(SqliteLocation location, string? memoryName, string server, ConnectOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SqliteConnection connection;
        try
        {
            connection = SqliteDriver.Open(location, memoryName);
        }
        catch (DbException failure)
        {
            throw SqliteErrors.Translate(failure, server, null, null);
        }
        var watch = new SqliteWatch(connection, options.LockTimeout is { } wait && wait > TimeSpan.Zero ? wait : UsualLockTimeout, options.StatementTimeout ?? TimeSpan.Zero, cancellationToken);
        var link = new SqliteLink(connection, watch, server);
        if (options.ReadOnly)
        {
            link.Execute("PRAGMA query_only = ON");
        }
        return link;
    }

    /// <summary>Opens a file that nobody writes to: no locks, no sidecar files.</summary>
    public static SqliteLink OpenFinished(string path, CancellationToken cancellationToken) =>
        Open(new SqliteLocation(path, SqliteOpenMode.ReadOnly, SharedCache: false, Immutable: true), null, path, new ConnectOptions(), cancellationToken);

    /// <summary>Prepares one statement for SQLite's own interface; the caller disposes of it.</summary>
    public sqlite3_stmt Prepare(string sql, out string rest)
    {
        Watch.Token.ThrowIfCancellationRequested();
        Check(SqliteApi.sqlite3_prepare_v2(Handle, sql, out var statement, out rest), sql);
        return statement;
    }

    /// <summary>Steps to the next row; false after the last.</summary>
    public bool Step(sqlite3_stmt statement, string sql)
    {
        var result = SqliteApi.sqlite3_step(statement);
        Check(result, sql);
        return result == SqliteApi.SQLITE_ROW;
    }

    /// <summary>A command over <paramref name="sql"/>; its parameters by name without the sign.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Texts come from embedded scripts and from builders that quote identifiers.")]
    public SqliteCommand Command(string sql, params (string Name, object? Value)[] parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue("@" + name, value ?? DBNull.Value);
        }
        return command;
    }

    public int Execute(string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        return Guard(sql, command.ExecuteNonQuery);
    }

    /// <summary>The first column of the first row; null for NULL and for no row.</summary>
    public object? Scalar(string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        return Guard(sql, command.ExecuteScalar) is var value and not DBNull ? value : null;
    }

    /// <summary>The rows of a query, one after another.</summary>
    public IEnumerable<RowReader> Query(string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = Guard(sql, command.ExecuteReader);
        var row = new RowReader(reader);
        while (Guard(sql, reader.Read))
        {
            yield return row;
        }
    }

    /// <summary>Runs something that may fail with SQLite's own exception.</summary>
    public T Guard<T>(string? sql, Func<T> work)
    {
        try
        {
            Watch.Token.ThrowIfCancellationRequested();
            return work();
        }
        catch (DbException failure)
        {
            throw SqliteErrors.Translate(failure, _server, sql, Watch);
        }
    }

    /// <summary>Throws what a native result code means; OK, ROW and DONE mean nothing.</summary>
    public void Check(int result, string? sql = null)
    {
        if (result is not (SqliteApi.SQLITE_OK or SqliteApi.SQLITE_ROW or SqliteApi.SQLITE_DONE))
        {
            var code = SqliteApi.sqlite3_extended_errcode(Handle);
            throw SqliteErrors.Translate((code & 0xff) == (result & 0xff) ? code : result, SqliteApi.sqlite3_errmsg(Handle).utf8_to_string(), _server, sql, Watch, null);
        }
    }

    public void Dispose()
    {
        Watch.Dispose();
        Connection.Dispose();
    }
}
