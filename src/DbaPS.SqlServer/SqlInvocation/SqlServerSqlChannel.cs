using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text;
using DbaPS.Errors;
using DbaPS.Sql;
using DbaPS.SqlInvocation;

namespace DbaPS.SqlServer.SqlInvocation;

/// <summary>Statements and batches on one connection. In a read-only session only queries run, and all is rolled back.</summary>
internal sealed class SqlServerSqlChannel(SqlServerSession session, DbConnection connection, DbTransaction? transaction, SqlRunOptions options) : ISqlChannel
{
    public async IAsyncEnumerable<SqlResult> RunAsync(
        string statement, IReadOnlyDictionary<string, object?> parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (session.Options.ReadOnly && ReadOnlyText.Refusal(statement) is { } why)
        {
            throw new DbaException(new DbaError("ReadOnlySession", DbaErrorCategory.InvalidOperation, $"{session.Name}: the session is read-only, and the statement was not run: {why}.",
                "Connect without -ReadOnly to change something."));
        }
        var text = Place(statement, parameters, out var used);
        await using var command = session.Command(connection, text, used, transaction, options.Timeout);
        var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken), cancellationToken, statement: text);
        await using (new Ending(command, reader, cancellationToken))
        {
            do
            {
                if (reader.FieldCount > 0)
                {
                    yield return new SqlServerResult(reader, Columns(reader), (failure, token) => Explain(failure, text, token));
                }
            }
            while (await session.TryAsync(() => reader.NextResultAsync(cancellationToken), cancellationToken, statement: text));
            yield return new AffectedRows(reader);
        }
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (transaction is not null && !session.Options.ReadOnly)
        {
            await session.TryAsync(
                async () =>
                {
                    await transaction.CommitAsync(cancellationToken);
                    return true;
                },
                cancellationToken);
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

    /// <summary>The columns of a reader's current result.</summary>
    public IReadOnlyList<SqlColumn> Columns(DbDataReader reader) =>
        [.. Enumerable.Range(0, reader.FieldCount).Select(i => new SqlColumn(reader.GetName(i), SqlServerCells.Of(session.Driver, reader.GetDataTypeName(i), i)))];

    /// <summary>Writes <c>:name</c> as the server's own <c>@name</c>, where there is a value for it. <c>$1</c> is an amount of money here.</summary>
    internal static string Place(string statement, IReadOnlyDictionary<string, object?> values, out IReadOnlyList<KeyValuePair<string, object?>> used)
    {
        var found = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        used = [];
        if (values.Count == 0)
        {
            return statement;
        }
        var text = new StringBuilder(statement.Length);
        foreach (var token in SqlLexer.Read(statement, SqlDialect.SqlServer))
        {
            var part = token.In(statement).ToString();
            if (token.Kind == SqlTokenKind.Parameter && values.TryGetValue(part[1..], out var value))
            {
                found[part[1..]] = value;
                text.Append('@').Append(part.AsSpan(1));
            }
            else
            {
                text.Append(part);
            }
        }
        used = [.. found];
        return text.ToString();
    }

    private DbaException Explain(Exception failure, string text, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new DbaException(session.Explain(failure, null, text));
    }

    /// <summary>Ends a statement that is left before its last row: rows nobody waits for are not sent.</summary>
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
            catch (DbException) when (cancellationToken.IsCancellationRequested)
            {
                // The server's answer to the cancellation.
            }
        }
    }
}
