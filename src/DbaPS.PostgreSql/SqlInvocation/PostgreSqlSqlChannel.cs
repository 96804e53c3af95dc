using System.Data;
using System.Runtime.CompilerServices;
using DbaPS.Errors;
using DbaPS.Sql;
using DbaPS.SqlInvocation;

namespace DbaPS.PostgreSql.SqlInvocation;

/// <summary>
/// Statements on one connection. A statement that gives rows is described first, so that each column comes in the form that
/// keeps its values whole: binary where .NET has the type, otherwise the server's text.
/// </summary>
internal sealed class PostgreSqlSqlChannel : ISqlChannel
{
    /// <summary>SQLSTATE indeterminate_datatype: nothing near a parameter says what type it has.</summary>
    private const string IndeterminateType = "42P18";
    private const string QueryCanceled = "57014";
    private const string CancelledByServer = "57P05";

    private static readonly HashSet<string> RowWords =
        new(["SELECT", "WITH", "VALUES", "TABLE", "SHOW", "EXPLAIN", "CALL", "FETCH", "EXECUTE", "("], StringComparer.OrdinalIgnoreCase);

    private readonly PostgreSqlSession _session;
    private readonly PostgreSqlConnection _connection;
    private readonly PostgreSqlTransaction? _transaction;
    private readonly TimeSpan? _timeout;

    public PostgreSqlSqlChannel(PostgreSqlSession session, PostgreSqlConnection connection, PostgreSqlTransaction? transaction, TimeSpan? timeout)
    {
        _session = session;
        _connection = connection;
        _transaction = transaction;
        _timeout = timeout;
    }

    public async IAsyncEnumerable<SqlResult> RunAsync(
        string statement, IReadOnlyDictionary<string, object?> parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var text = SqlParameters.Number(statement, SqlDialect.PostgreSql, parameters, out var used);
        RefuseCopy(text);
        var values = used.Select(name => PostgreSqlValue.Of(name, parameters[name])).ToList();
        var (command, cells) = await GuardAsync(text, () => PrepareAsync(text, values, cancellationToken));
        await using (command)
        {
            var reader = await GuardAsync(text, () => ExecuteAsync(text, values, command, cells, cancellationToken));
            await using (new Ending(command, reader, cancellationToken))
            {
                yield return new PostgreSqlResult(reader, Columns(reader, cells), failure => Explain(failure, text));
            }
        }
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_transaction is not null)
        {
            await GuardAsync("COMMIT", async () =>
            {
                await _transaction.CommitAsync(cancellationToken);
                return true;
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }
        await _connection.DisposeAsync();
    }

    /// <summary>A command ready to run, and how its columns are read; null where it gives no rows.</summary>
    private async Task<(PostgreSqlCommand Command, IReadOnlyList<PostgreSqlCells>? Cells)> PrepareAsync(
        string text, List<PostgreSqlValue> values, CancellationToken cancellationToken)
    {
        var command = Command(text, values, typed: false);
        try
        {
            if (!MayGiveRows(text))
            {
                return (command, null);
            }
            IReadOnlyList<PostgreSqlCells> cells;
            try
            {
                cells = await DescribeAsync(command, cancellationToken);
            }
            catch (PostgreSqlFailure failure) when (IsWorthTyping(failure, values))
            {
                await command.DisposeAsync();
                command = Command(text, values, typed: true);
                cells = await DescribeAsync(command, cancellationToken);
            }
            command.UnknownResultTypeList = [.. cells.Select(c => !c.IsBinary)];
            return (command, cells);
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
    }

    private async Task<PostgreSqlReader> ExecuteAsync(
        string text, List<PostgreSqlValue> values, PostgreSqlCommand command, IReadOnlyList<PostgreSqlCells>? cells, CancellationToken cancellationToken)
    {
        if (values.Count == 0 && cells is null)
        {
            return await PostgreSqlDriver.ExecuteAsync(_connection, text, cancellationToken);
        }
        try
        {
            return await command.ExecuteReaderAsync(cancellationToken);
        }
        catch (PostgreSqlFailure failure) when (cells is null && IsWorthTyping(failure, values))
        {
            await using var typed = Command(text, values, typed: true);
            return await typed.ExecuteReaderAsync(cancellationToken);
        }
    }

    /// <summary>True when the server found no type for a text: nothing has run then, and as a typed text it may.</summary>
    private bool IsWorthTyping(PostgreSqlFailure failure, List<PostgreSqlValue> values) =>
        failure.SqlState == IndeterminateType && values.Any(v => v.IsUntyped) && _transaction is null;

    private PostgreSqlCommand Command(string text, List<PostgreSqlValue> values, bool typed) =>
        PostgreSqlDriver.Positional(_connection, text, [.. values.Select(v => v.Value)], i => values[i].IsUntyped && !typed);

    private static async Task<IReadOnlyList<PostgreSqlCells>> DescribeAsync(PostgreSqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly, cancellationToken);
        var cells = new PostgreSqlCells[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            var (type, element) = PostgreSqlDriver.TypeOf(reader, i);
            cells[i] = PostgreSqlCells.Of(type, element);
        }
        return cells;
    }

    private static IReadOnlyList<SqlColumn> Columns(PostgreSqlReader reader, IReadOnlyList<PostgreSqlCells>? cells)
    {
        var columns = new SqlColumn[reader.FieldCount];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = new SqlColumn(reader.GetName(i), cells?[i].At(i) ?? new ReferenceCell<object>(i, static (r, o) => r.GetValue(o)));
        }
        return columns;
    }

    private static bool MayGiveRows(string text)
    {
        string? first = null;
        foreach (var token in SqlLexer.Read(text, SqlDialect.PostgreSql))
        {
            if (token.IsSignificant && first is null)
            {
                first = token.In(text).ToString();
                if (RowWords.Contains(first))
                {
                    return true;
                }
                if (first.Length != 6 && first.Length != 5)
                {
                    return false;
                }
            }
            else if (token.Is(text, "RETURNING"))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>COPY with the client needs the client's files, and breaks the connection when sent as a statement.</summary>
    private static void RefuseCopy(string text)
    {
        var tokens = SqlLexer.Read(text, SqlDialect.PostgreSql).Where(t => t.IsSignificant);
        if (text.AsSpan().TrimStart().StartsWith("copy", StringComparison.OrdinalIgnoreCase) && tokens.Any(t => t.Is(text, "STDIN") || t.Is(text, "STDOUT")))
        {
            throw new DbaException(DbaErrors.Declined("COPY from STDIN or to STDOUT", PostgreSqlEngine.Name, "its rows come from the client, not from the statement.",
                "Use -Csv with -Into to load a file, or -Csv with -Query to write one."));
        }
    }

    private async Task<T> GuardAsync<T>(string text, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or DbaException))
        {
            throw Explain(failure, text);
        }
    }

    private Exception Explain(Exception failure, string text)
    {
        var error = _session.Explain(failure);
        if (failure is not PostgreSqlFailure answer)
        {
            return new DbaException(error);
        }
        if (answer.SqlState is QueryCanceled or CancelledByServer && _timeout is not null)
        {
            error = DbaErrors.TimedOut(_session.Name, "a statement", "-Timeout", failure) with { NativeCode = answer.SqlState };
        }
        int? line = answer.Position is > 0 and var position && position <= text.Length ? text.AsSpan(0, position - 1).Count('\n') + 1 : null;
        return new DbaException(error with { Statement = SqlRedactor.Redact(text, SqlDialect.PostgreSql), Line = line });
    }

    /// <summary>Ends a statement that is left before its last row: rows nobody waits for are not sent when it was cancelled.</summary>
    private sealed class Ending(PostgreSqlCommand command, PostgreSqlReader reader, CancellationToken cancellationToken) : IAsyncDisposable
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
            catch (PostgreSqlFailure) when (cancellationToken.IsCancellationRequested)
            {
                // The server's answer to the cancellation.
            }
        }
    }
}
