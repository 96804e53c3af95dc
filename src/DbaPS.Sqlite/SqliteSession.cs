using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;

namespace DbaPS.Sqlite;

/// <summary>
/// A database file as a session: links to it are opened as needed and closed after use, so the file is never held for nothing.
/// Its database is named after the file; another one is a path, counted from the file's folder.
/// </summary>
internal sealed class SqliteSession : IEngineSession
{
    private readonly ConnectOptions _options;
    private readonly string? _memoryName;
    private readonly SqliteConnection? _memory;

    private SqliteSession(ServerAddress address, SqliteLocation location, ConnectOptions options)
    {
        Address = address;
        Location = location;
        _options = options;
        if (location.IsMemory)
        {
            // The data live as long as one connection does.
            _memoryName = $"dbaps-{Guid.NewGuid():N}";
            _memory = SqliteDriver.Open(location, _memoryName);
        }
    }

    public ServerVersion Version { get; } = ServerVersion.Parse(SqliteDriver.Version);

    public ServerAddress Address { get; }

    public string User => "";

    /// <summary>The file's name.</summary>
    public string? Database => Path.GetFileName(Location.Path);

    public SqliteLocation Location { get; }

    /// <summary>True when the session may not write, by its options or its address.</summary>
    public bool IsReadOnly => _options.ReadOnly || Location.Mode == SqliteOpenMode.ReadOnly || Location.Immutable;

    public ConnectOptions Options => _options;

    /// <summary>Opens the file and proves that it is a database.</summary>
    public static async Task<SqliteSession> OpenAsync(ServerAddress address, ConnectOptions options, CancellationToken cancellationToken)
    {
        var location = SqliteLocation.From(address);
        if (options.Database is { } database && !location.IsMemory)
        {
            location = location with { Path = PathOf(location, database) };
        }
        if (!location.IsMemory)
        {
            CheckFile(location);
        }
        var session = new SqliteSession(address with { Path = location.Path }, location, options);
        try
        {
            // Opening alone reads nothing: the first read finds out whether it is a database.
            await session.RunAsync(link => link.Scalar("SELECT count(*) FROM sqlite_schema"), cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection of its own for one piece of work, watched by its token.</summary>
    public SqliteLink OpenLink(CancellationToken cancellationToken) => OpenLink(Location, cancellationToken);

    /// <summary>The same, waiting so long for locks.</summary>
    public SqliteLink OpenLink(TimeSpan lockTimeout, CancellationToken cancellationToken) =>
        SqliteLink.Open(Location, _memoryName, Address.ToString(), _options with { LockTimeout = lockTimeout }, cancellationToken);

    /// <summary>The same, but unable to write.</summary>
    public SqliteLink OpenReadOnlyLink(CancellationToken cancellationToken)
    {
        var link = OpenLink(Location, cancellationToken);
        link.Execute("PRAGMA query_only = ON");
        return link;
    }

    /// <summary>Runs work on a link of its own on the pool: SQLite works in the calling thread, which may be the host's.</summary>
    public Task<T> RunAsync<T>(Func<SqliteLink, T> work, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var link = OpenLink(cancellationToken);
            return work(link);
        },
        cancellationToken);

    public async Task<IEngineSession> ForDatabaseAsync(string database, CancellationToken cancellationToken)
    {
        if (Location.IsMemory)
        {
            throw new DbaException(DbaErrors.DatabaseMissing(Address.ToString(), database, null));
        }
        var address = Address with { Path = PathOf(Location, database) };
        try
        {
            return await OpenAsync(address, _options with { Database = null }, cancellationToken);
        }
        catch (DbaException missing) when (missing.Error.Id == SqliteErrors.DatabaseFileMissingId)
        {
            throw new DbaException(DbaErrors.DatabaseMissing(Address.ToString(), database, missing) with { RecommendedAction = $"Give a file's path; a relative one counts from {Path.GetDirectoryName(Location.Path)}." });
        }
    }

    public ValueTask DisposeAsync() => _memory?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string PathOf(SqliteLocation location, string database) => database == Path.GetFileName(location.Path)
        ? location.Path
        : Path.GetFullPath(database, Path.GetDirectoryName(location.Path)!);

    private static void CheckFile(SqliteLocation location)
    {
        if (Directory.Exists(location.Path))
        {
            throw new DbaException(SqliteErrors.CantOpen(location.Path, "it is a folder.", null));
        }
        if (location.Mode == SqliteOpenMode.Create ? !Directory.Exists(Path.GetDirectoryName(location.Path)) : !File.Exists(location.Path))
        {
            throw new DbaException(location.Mode == SqliteOpenMode.Create
                ? SqliteErrors.CantOpen(location.Path, "its folder does not exist.", null)
                : SqliteErrors.DatabaseFileMissing(location.Path));
        }
    }

    private SqliteLink OpenLink(SqliteLocation location, CancellationToken cancellationToken) =>
        SqliteLink.Open(location, _memoryName, Address.ToString(), _options, cancellationToken);
}
