using System.Globalization;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.History;
using DbaPS.Sql;

namespace DbaPS.Sqlite.History;

/// <summary>
/// The history as a SQLite file that several processes append to at once: write-ahead log, every commit synchronised.
/// The file is readable by its owner only; SQLite gives its -wal and -shm the same mode.
/// </summary>
internal sealed class SqliteHistoryStore : IHistoryStore
{
    private const long SchemaVersion = 1;
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>An append waits behind others' appends and checkpoints only.</summary>
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    private static readonly SqlScript Schema = SqlScript.Load<SqliteEngine>("History/HistorySchema.sql");
    private static readonly SqlScript Entries = SqlScript.Load<SqliteEngine>("History/HistoryEntries.sql");

    /// <summary>What makes the tables.</summary>
    public static string SchemaSql => Schema.Text.Trim();

    private readonly string _path;
    private readonly SqliteSession _session;
    private readonly SqliteLink _writer;
    private readonly SemaphoreSlim _writing = new(1, 1);

    private SqliteHistoryStore(string path, SqliteSession session, SqliteLink writer)
    {
        _path = path;
        _session = session;
        _writer = writer;
    }

    public static async Task<SqliteHistoryStore> OpenAsync(string path, CancellationToken cancellationToken)
    {
        MakePrivate(path);
        var address = new ServerAddress { Scheme = "sqlite", Path = path };
        return await ExplainAsync(path, async () =>
        {
            var session = await SqliteSession.OpenAsync(address, new ConnectOptions { LockTimeout = LockTimeout }, cancellationToken);
            try
            {
                return await Task.Run(() => Prepare(path, session, cancellationToken), cancellationToken);
            }
            catch
            {
                await session.DisposeAsync();
                throw;
            }
        });
    }

    public async Task AppendAsync(HistoryEntry entry, CancellationToken cancellationToken) => await WriteAsync(
        link => link.Execute(
            "INSERT INTO history_entry (id, kind, server, database, at, payload) VALUES (@id, @kind, @server, @database, @at, @payload)",
            ("id", entry.Id.ToByteArray(bigEndian: true)), ("kind", entry.Kind), ("server", entry.Server), ("database", entry.Database), ("at", Moment(entry.At)), ("payload", entry.Payload)),
        cancellationToken);

    public async Task<long> PruneAsync(string kind, DateTimeOffset before, CancellationToken cancellationToken) => await WriteAsync(
        link => link.Execute("DELETE FROM history_entry WHERE kind = @kind AND at < @before", ("kind", kind), ("before", Moment(before))),
        cancellationToken);

    public IAsyncEnumerable<HistoryEntry> ReadAsync(HistoryQuery query, CancellationToken cancellationToken) =>
        SqliteStream.Of(() => Read(query, cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        _writer.Dispose();
        await _session.DisposeAsync();
        _writing.Dispose();
    }

    private static SqliteHistoryStore Prepare(string path, SqliteSession session, CancellationToken cancellationToken)
    {
        var link = session.OpenLink(cancellationToken);
        try
        {
            SwitchToWal(link, cancellationToken);
            link.Execute("PRAGMA synchronous = FULL");
            if (link.Scalar("SELECT 1 FROM sqlite_schema WHERE name = 'history_version'") is null)
            {
                // Another process may be here too: one of them makes the tables, the other finds them made.
                link.Execute("BEGIN IMMEDIATE");
                link.Execute(Schema.Text, ("now", Moment(DateTimeOffset.UtcNow)));
                link.Execute("COMMIT");
            }
            var version = Convert.ToInt64(link.Scalar("SELECT max(version) FROM history_version"), CultureInfo.InvariantCulture);
            return version <= SchemaVersion ? new SqliteHistoryStore(path, session, link) : throw new DbaException(HistoryErrors.Newer(path, version, SchemaVersion));
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    /// <summary>SQLite does not wait for others when a file changes its journal mode, so this does.</summary>
    private static void SwitchToWal(SqliteLink link, CancellationToken cancellationToken)
    {
        var deadline = Environment.TickCount64 + (long)LockTimeout.TotalMilliseconds;
        while (true)
        {
            try
            {
                link.Scalar("PRAGMA journal_mode = WAL");
                return;
            }
            catch (DbaException failure) when (failure.Error.Id == "DatabaseBusy" && Environment.TickCount64 < deadline)
            {
                cancellationToken.WaitHandle.WaitOne(20);
            }
        }
    }

    private static void MakePrivate(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite | FileShare.Delete,
            };
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                if (!Directory.Exists(folder))
                {
                    Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            using var file = new FileStream(path, options);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DbaException(HistoryErrors.Unwritable(path, failure));
        }
    }

    private static async Task<T> ExplainAsync<T>(string path, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DbaException failure)
        {
            throw Explain(path, failure);
        }
    }

    private static DbaException Explain(string path, DbaException failure) => failure.Error.Id switch
    {
        "NotADatabase" or "DatabaseDamaged" => new DbaException(HistoryErrors.Damaged(path, failure.Error.Message, failure)),
        "DatabaseReadOnly" or "DatabaseCantOpen" => new DbaException(HistoryErrors.Unwritable(path, failure)),
        _ => failure,
    };

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture);

    private IEnumerable<HistoryEntry> Read(HistoryQuery query, CancellationToken cancellationToken)
    {
        using var link = _session.OpenLink(cancellationToken);
        using var rows = link.Query(
            Entries.Text, ("kind", query.Kind), ("server", query.Server), ("database", query.Database), ("since", query.Since is { } since ? Moment(since) : null),
            ("until", query.Until is { } until ? Moment(until) : null), ("newest", query.Newest), ("limit", query.Limit)).GetEnumerator();
        while (MoveNext(rows))
        {
            var row = rows.Current;
            yield return new HistoryEntry(new Guid(row.Bytes("id"), bigEndian: true), row.Text("kind"), row.Text("server"), row.TextOrNull("database"), row.Moment("at")!.Value, row.Text("payload"));
        }
    }

    private bool MoveNext(IEnumerator<RowReader> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (DbaException failure)
        {
            throw Explain(_path, failure);
        }
    }

    private async Task<int> WriteAsync(Func<SqliteLink, int> work, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return await ExplainAsync(_path, () => Task.Run(
                () =>
                {
                    _writer.Watch.Begin(TimeSpan.Zero, cancellationToken);
                    return work(_writer);
                },
                cancellationToken));
        }
        finally
        {
            _writing.Release();
        }
    }
}
