using System.Data.Common;
using System.Runtime.CompilerServices;
using DbaPS.Errors;
using DbaPS.Sql;
using DbaPS.SqlInvocation;

namespace DbaPS.MySql.SqlInvocation;

/// <summary>
/// Statements on one connection. Values go to the server apart from the text (as a prepared statement's), so no sql_mode can
/// make one a part of the statement.
/// </summary>
internal sealed class MySqlSqlChannel(MySqlSession session, DbConnection connection, DbTransaction? transaction, TimeSpan? timeout) : ISqlChannel
{
    /// <summary>"This command is not supported in the prepared statement protocol yet."</summary>
    private const int NotPreparable = 1295;

    /// <summary>Statements whose count of rows is one of rows changed.</summary>
    private static readonly HashSet<string> Changing = new(["INSERT", "UPDATE", "DELETE", "REPLACE", "LOAD", "WITH", "EXECUTE"], StringComparer.OrdinalIgnoreCase);

    public async IAsyncEnumerable<SqlResult> RunAsync(
        string statement, IReadOnlyDictionary<string, object?> parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var dialect = session.Dialect ?? SqlDialect.MySql;
        var text = SqlParameters.Place(statement, dialect, parameters, out var used);
        RefuseLocalFile(text, dialect);
        using var limit = new TimeLimit(timeout, cancellationToken);
        await using var command = MySqlSession.Command(connection, text);
        command.Transaction = transaction;
        foreach (var name in used)
        {
            var parameter = command.CreateParameter();
            parameter.Value = MySqlValue.Of(name, parameters[name]) ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
        var reader = await GuardAsync(text, limit, async () =>
        {
            if (used.Count > 0)
            {
                await command.PrepareAsync(limit.Token);
            }
            return await command.ExecuteReaderAsync(limit.Token);
        });
        await using (new Ending(command, reader, limit.Token))
        {
            var changes = Changing.Contains(FirstWord(text, dialect));
            var first = true;
            do
            {
                // What a CALL ends with has no columns, and is the end of what there is to see.
                if (first || reader.FieldCount > 0)
                {
                    yield return new MySqlResult(reader, MySqlCells.Of(reader, session.Driver), changes, row => GuardAsync(text, limit, () => row));
                }
                first = false;
            }
            while (await GuardAsync(text, limit, () => reader.NextResultAsync(limit.Token)));
            // SLEEP() and its like end in good order when they are killed.
            await GuardAsync(text, limit, () => limit.Token.IsCancellationRequested ? Task.FromCanceled<bool>(limit.Token) : Task.FromResult(true));
        }
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (transaction is not null)
        {
            using var limit = new TimeLimit(null, cancellationToken);
            await GuardAsync("COMMIT", limit, async () =>
            {
                await transaction.CommitAsync(cancellationToken);
                return true;
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }
        await connection.DisposeAsync();
    }

    private static string FirstWord(string text, SqlDialect dialect) =>
        SqlLexer.Read(text, dialect).FirstOrDefault(t => t.Kind == SqlTokenKind.Word) is { End: > 0 } word ? word.In(text).ToString() : "";

    /// <summary>A file of the client would be sent to whoever the server is.</summary>
    private static void RefuseLocalFile(string text, SqlDialect dialect)
    {
        if (text.AsSpan().TrimStart().StartsWith("load", StringComparison.OrdinalIgnoreCase) && SqlLexer.Read(text, dialect).Any(t => t.Is(text, "LOCAL")))
        {
            throw new DbaException(DbaErrors.Declined("LOAD DATA LOCAL", MySqlEngine.Name, "the server would say which file of this machine it gets.", "Use -Csv with -Into to load a file."));
        }
    }

    private async Task<T> GuardAsync<T>(string text, TimeLimit limit, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is not DbaException)
        {
            limit.CallerToken.ThrowIfCancellationRequested();
            if (limit.IsOver)
            {
                throw new DbaException(DbaErrors.TimedOut(session.Name, "a statement", "-Timeout", failure) with { Statement = Shown(text) });
            }
            if (failure is OperationCanceledException)
            {
                throw;
            }
            if (MySqlErrors.Answer(failure, session.Driver)?.Number == NotPreparable)
            {
                throw new DbaException(DbaErrors.Declined("A value in this statement", session.Product, "the server takes values in data statements and in few others.", "Write the value into the statement.") with
                {
                    Statement = Shown(text),
                    Cause = failure,
                });
            }
            throw new DbaException(session.Explain(failure) with { Statement = Shown(text) });
        }
    }

    private string Shown(string text) => SqlRedactor.Redact(text, session.Dialect ?? SqlDialect.MySql);

    /// <summary>Ends a statement that is left before its last row: rows nobody waits for are not sent when it was cancelled.</summary>
    private sealed class Ending(DbCommand command, DbDataReader reader, CancellationToken cancellationToken) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (cancellationToken.IsCancellationRequested && !reader.IsClosed)
            {
                command.Cancel();
            }
            try
            {
                await reader.DisposeAsync();
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                // The server's answer to the cancellation.
            }
        }
    }
}
