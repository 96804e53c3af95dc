using System.Diagnostics;
using DbaPS.Errors;
using DbaPS.SlowQueries;
using DbaPS.Sql;

namespace DbaPS.MySql.SlowQueries;

/// <summary>Runs one query in a read-only transaction that is rolled back, and fetches every row.</summary>
internal sealed class MySqlStatementTimer(MySqlSession session) : IStatementTimer
{
    /// <summary>"Cannot execute statement in a READ ONLY transaction."</summary>
    private const int ReadOnlyTransaction = 1792;

    /// <summary>What only reads. A read-only transaction alone is not enough: it lets INTO OUTFILE and COMMIT pass.</summary>
    private static readonly string[] Queries = ["SELECT", "WITH", "VALUES", "TABLE", "SHOW"];

    public async Task<StatementTiming> TimeAsync(string sql, CancellationToken cancellationToken)
    {
        var dialect = session.Dialect ?? SqlDialect.MySql;
        var statements = StatementSplitter.Split(sql, dialect);
        if (statements.Count != 1)
        {
            throw new DbaException(Refusal(sql, statements.Count == 0 ? "it is empty" : $"it is {statements.Count} statements"));
        }
        var text = statements[0].Text;
        var tokens = SqlLexer.Read(text, dialect).Where(t => t.IsSignificant).ToList();
        var first = tokens.FirstOrDefault(t => !t.Is(text, '('));
        if (!Queries.Any(word => first.Is(text, word)))
        {
            throw new DbaException(Refusal(text, $"it begins with {first.In(text).ToString().ToUpperInvariant()}, and only {string.Join(", ", Queries)} are timed"));
        }
        if (tokens.Exists(t => t.Is(text, "OUTFILE") || t.Is(text, "DUMPFILE") || t.Is(text, "UPDATE") || t.Is(text, "DELETE")))
        {
            throw new DbaException(Refusal(text, "it writes a file, changes rows or locks them"));
        }
        if (tokens.Find(t => t.Kind == SqlTokenKind.Parameter && text[t.Start] == '?') is { End: > 0 } parameter)
        {
            throw new DbaException(Refusal(text, $"its parameter {parameter.In(text)} has no value"));
        }
        await using var connection = await SqlInvocation.MySqlSqlRunner.ConnectAsync(session, null, null, cancellationToken);
        try
        {
            await MySqlSession.ExecuteAsync(connection, "START TRANSACTION READ ONLY", cancellationToken);
            await using var command = MySqlSession.Command(connection, text);
            var rows = 0L;
            var started = Stopwatch.GetTimestamp();
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await reader.ReadAsync(cancellationToken))
                {
                    rows++;
                }
            }
            return new StatementTiming(Stopwatch.GetElapsedTime(started), rows);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or DbaException))
        {
            var error = session.Explain(failure);
            throw new DbaException(error.NativeCode == ReadOnlyTransaction.ToString(System.Globalization.CultureInfo.InvariantCulture)
                ? Refusal(text, "it would write") with { NativeCode = error.NativeCode, Cause = failure }
                : error);
        }
        finally
        {
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await MySqlSession.ExecuteAsync(connection, "ROLLBACK", CancellationToken.None);
            }
        }
    }

    private DbaError Refusal(string sql, string why) =>
        new("StatementNotTimed", DbaErrorCategory.InvalidOperation, $"{session.Name}: a statement was not run to be timed: {why}.",
            "Give one query that only reads; put values in the place of parameters.")
        { Target = sql.Length > 200 ? sql[..200] + "…" : sql };
}
