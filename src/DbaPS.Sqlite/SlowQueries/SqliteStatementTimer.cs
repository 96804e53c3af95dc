using System.Diagnostics;
using DbaPS.Errors;
using DbaPS.SlowQueries;
using DbaPS.Sql;

namespace DbaPS.Sqlite.SlowQueries;

/// <summary>
/// Times statements on a link that can't write: <c>query_only</c>, no ATTACH, and SQLite's own word that the statement reads.
/// Each timing has a cold page cache of SQLite's (the operating system's stays), so runs are comparable.
/// </summary>
internal sealed class SqliteStatementTimer : IStatementTimer
{
    private readonly SqliteSession _session;

    public SqliteStatementTimer(SqliteSession session) => _session = session;

    public Task<StatementTiming> TimeAsync(string sql, CancellationToken cancellationToken) => Task.Run(() => Time(sql, cancellationToken), cancellationToken);

    private StatementTiming Time(string sql, CancellationToken cancellationToken)
    {
        using var link = _session.OpenReadOnlyLink(cancellationToken);
        _ = SqliteApi.sqlite3_limit(link.Handle, SqliteApi.SQLITE_LIMIT_ATTACHED, 0);

        // The schema is read before the clock starts: a long-lived connection has it.
        link.Scalar("SELECT count(*) FROM sqlite_schema");
        var blocks = Blocks(link.Handle);
        var watch = Stopwatch.StartNew();
        using (var statement = link.Prepare(sql, out var rest))
        {
            Refuse(statement, sql, rest);
            long rows = 0;
            while (link.Step(statement, sql))
            {
                Fetch(statement);
                rows++;
            }
            var duration = watch.Elapsed;
            var (hits, misses) = Blocks(link.Handle);
            return new StatementTiming(duration, rows, hits + misses - blocks.Hits - blocks.Misses, misses - blocks.Misses);
        }
    }

    private void Refuse(sqlite3_stmt statement, string sql, string rest)
    {
        var why = statement.IsInvalid ? "it is empty"
            : SqliteApi.sqlite3_stmt_readonly(statement) == 0 ? "it would write"
            : SqliteApi.sqlite3_column_count(statement) == 0 ? "it returns no rows"
            : SqlLexer.Read(rest, SqlDialect.Sqlite).Any(t => t.IsSignificant) ? "it is more than one statement"
            : null;
        if (why is not null)
        {
            throw new DbaException(SqliteErrors.StatementNotTimed(_session.Address.ToString(), sql, why));
        }
    }

    /// <summary>Takes every value out, as a program would.</summary>
    private static void Fetch(sqlite3_stmt statement)
    {
        var columns = SqliteApi.sqlite3_column_count(statement);
        for (var i = 0; i < columns; i++)
        {
            _ = SqliteApi.sqlite3_column_bytes(statement, i);
        }
    }

    private static (int Hits, int Misses) Blocks(sqlite3 handle)
    {
        _ = SqliteApi.sqlite3_db_status(handle, SqliteApi.SQLITE_DBSTATUS_CACHE_HIT, out var hits, out _, 0);
        _ = SqliteApi.sqlite3_db_status(handle, SqliteApi.SQLITE_DBSTATUS_CACHE_MISS, out var misses, out _, 0);
        return (hits, misses);
    }
}
