using System.Globalization;
using System.Runtime.CompilerServices;
using DbaPS.Errors;
using DbaPS.History;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.History;

/// <summary>The history in tables of a server. Each append is a transaction of its own that waits for the disk, whatever the server's default.</summary>
internal sealed class PostgreSqlHistoryStore : IHistoryStore
{
    private const long SchemaVersion = 1;

    /// <summary>As text, since a time of PostgreSQL is coarser than ours; in the collation "C" it sorts as time does.</summary>
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private readonly PostgreSqlSession _session;
    private readonly HistoryPlace _place;

    public PostgreSqlHistoryStore(PostgreSqlSession session, HistoryPlace place)
    {
        _session = session;
        _place = place;
    }

    /// <exception cref="DbaException">The tables are missing, newer, or not for this login.</exception>
    public static async Task CheckAsync(PostgreSqlSession session, HistoryPlace place, CancellationToken cancellationToken)
    {
        var version = await WorkAsync(session, place, async connection =>
        {
            await using var command = PostgreSqlDriver.Command(connection, "SELECT pg_catalog.max(version) FROM dbaps.history_version", []);
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken) is var found and not DBNull ? found : 0L, CultureInfo.InvariantCulture);
        }, cancellationToken);
        if (version > SchemaVersion)
        {
            throw new DbaException(HistoryErrors.Newer(place, version, SchemaVersion));
        }
    }

    public Task AppendAsync(HistoryEntry entry, CancellationToken cancellationToken) => WriteAsync(
        "INSERT INTO dbaps.history_entry (id, kind, server, database, at, payload) VALUES (@id, @kind, @server, @database, @at, @payload)",
        [
            ("id", entry.Id, "uuid"), ("kind", entry.Kind, "text"), ("server", entry.Server, "text"), ("database", entry.Database, "text"), ("at", Moment(entry.At), "text"), ("payload", entry.Payload, "text"),
        ],
        cancellationToken);

    public async Task<long> PruneAsync(string kind, DateTimeOffset before, CancellationToken cancellationToken) =>
        await WriteAsync("DELETE FROM dbaps.history_entry WHERE kind = @kind AND at < @before", [("kind", kind, "text"), ("before", Moment(before), "text")], cancellationToken);

    public async IAsyncEnumerable<HistoryEntry> ReadAsync(HistoryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string Entries = """
            SELECT e.id, e.kind, e.server, e.database, e.at, e.payload
            FROM dbaps.history_entry AS e
            WHERE e.kind = @kind
              AND (@server IS NULL OR e.server = @server)
              AND (@database IS NULL OR e.database = @database)
              AND (@since IS NULL OR e.at >= @since)
              AND (@until IS NULL OR e.at <= @until)
            """;
        var order = query.Newest ? "ORDER BY e.at DESC, e.position DESC" : "ORDER BY e.at, e.position";
        await using var connection = await _session.OpenAsync(cancellationToken);
        await using var command = PostgreSqlDriver.Command(connection, $"{Entries} {order} LIMIT @limit",
        [
            ("kind", query.Kind, "text"), ("server", query.Server, "text"), ("database", query.Database, "text"), ("since", query.Since is { } since ? Moment(since) : null, "text"),
            ("until", query.Until is { } until ? Moment(until) : null, "text"), ("limit", (long)query.Limit, "bigint"),
        ]);
        await using var reader = await TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
        var row = new RowReader(reader);
        while (await TryAsync(() => reader.ReadAsync(cancellationToken)))
        {
            yield return new HistoryEntry(reader.GetGuid(0), row.Text("kind"), row.Text("server"), row.TextOrNull("database"),
                DateTimeOffset.ParseExact(row.Text("at"), MomentFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal), row.Text("payload"));
        }
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture);

    private static async Task<T> WorkAsync<T>(PostgreSqlSession session, HistoryPlace place, Func<PostgreSqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await session.OpenAsync(cancellationToken);
            return await work(connection);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or DbaException))
        {
            throw new DbaException(HistoryErrors.From(session.Explain(failure), place, session.User));
        }
    }

    private async Task<T> TryAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or DbaException))
        {
            throw new DbaException(HistoryErrors.From(_session.Explain(failure), _place, _session.User));
        }
    }

    private Task<int> WriteAsync(string sql, IEnumerable<(string Name, object? Value, string? Type)> values, CancellationToken cancellationToken) => WorkAsync(_session, _place, async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var durable = PostgreSqlDriver.Command(connection, "SET LOCAL synchronous_commit TO on", []))
        {
            await durable.ExecuteNonQueryAsync(cancellationToken);
        }
        await using var command = PostgreSqlDriver.Command(connection, sql, values);
        var rows = await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rows;
    }, cancellationToken);
}
