using System.Data;
using System.Diagnostics;
using DbaPS.Errors;
using DbaPS.SlowQueries;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.SlowQueries;

/// <summary>Runs one query in a read-only transaction that is rolled back, and fetches every row.</summary>
internal sealed class PostgreSqlStatementTimer : IStatementTimer
{
    /// <summary>What only reads. A read-only transaction alone is not enough: it lets COPY … TO PROGRAM and COMMIT pass.</summary>
    private static readonly string[] Queries = ["SELECT", "WITH", "VALUES", "TABLE", "SHOW"];

    private readonly PostgreSqlSession _session;

    public PostgreSqlStatementTimer(PostgreSqlSession session) => _session = session;

    public async Task<StatementTiming> TimeAsync(string sql, CancellationToken cancellationToken)
    {
        var statements = StatementSplitter.Split(sql, SqlDialect.PostgreSql);
        if (statements.Count != 1)
        {
            throw new DbaException(Refusal(sql, statements.Count == 0 ? "it is empty" : $"it is {statements.Count} statements"));
        }
        var text = statements[0].Text;
        var first = SqlLexer.Read(text, SqlDialect.PostgreSql).FirstOrDefault(t => t.IsSignificant && !t.Is(text, '('));
        if (!Queries.Any(word => first.Is(text, word)))
        {
            throw new DbaException(Refusal(text, $"it begins with {first.In(text).ToString().ToUpperInvariant()}, and only {string.Join(", ", Queries)} are timed"));
        }
        if (SqlLexer.Read(text, SqlDialect.PostgreSql).FirstOrDefault(t => t.Kind == SqlTokenKind.Parameter && text[t.Start] == '$') is { End: > 0 } parameter)
        {
            throw new DbaException(Refusal(text, $"its parameter {parameter.In(text)} has no value"));
        }
        await using var connection = await _session.OpenAsync(cancellationToken);
        try
        {
            await (await PostgreSqlDriver.ExecuteAsync(connection, "BEGIN TRANSACTION READ ONLY", cancellationToken)).DisposeAsync();
            var rows = 0L;
            var started = Stopwatch.GetTimestamp();
            await using (var reader = await PostgreSqlDriver.ExecuteAsync(connection, text, cancellationToken, CommandBehavior.SequentialAccess))
            {
                while (await reader.ReadAsync(cancellationToken))
                {
                    rows++;
                }
            }
            return new StatementTiming(Stopwatch.GetElapsedTime(started), rows);
        }
        catch (PostgreSqlFailure refused) when (refused.SqlState == SqlStates.ReadOnlyTransaction)
        {
            throw new DbaException(Refusal(text, refused.MessageText) with { NativeCode = refused.SqlState, Cause = refused });
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or DbaException))
        {
            throw new DbaException(_session.Explain(failure));
        }
        finally
        {
            await RollBackAsync(connection);
        }
    }

    private static async Task RollBackAsync(PostgreSqlConnection connection)
    {
        // A connection that broke has nothing to roll back.
        if (connection.State == ConnectionState.Open)
        {
            await (await PostgreSqlDriver.ExecuteAsync(connection, "ROLLBACK", CancellationToken.None)).DisposeAsync();
        }
    }

    private DbaError Refusal(string sql, string why) =>
        new("StatementNotTimed", DbaErrorCategory.InvalidOperation, $"{_session.Name}: a statement was not run to be timed: {why}.",
            "Give one query that only reads; put values in the place of parameters.")
        { Target = sql.Length > 200 ? sql[..200] + "…" : sql };
}
