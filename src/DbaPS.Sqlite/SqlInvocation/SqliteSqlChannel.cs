using System.Runtime.CompilerServices;
using DbaPS.Errors;
using DbaPS.Sql;
using DbaPS.SqlInvocation;

namespace DbaPS.Sqlite.SqlInvocation;

/// <summary>Statements on one link. SQLite works in the calling thread, which is the pump's.</summary>
internal sealed class SqliteSqlChannel : ISqlChannel
{
    private readonly SqliteLink _link;
    private readonly TimeSpan _timeout;

    public SqliteSqlChannel(SqliteLink link, TimeSpan timeout)
    {
        _link = link;
        _timeout = timeout;
    }

    public async IAsyncEnumerable<SqlResult> RunAsync(
        string statement, IReadOnlyDictionary<string, object?> parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        _link.Watch.Begin(_timeout, cancellationToken);
        using var command = Bind(_link, statement, parameters);
        using var reader = _link.Guard(statement, command.ExecuteReader);
        yield return new SqliteResult(_link, reader, statement);
    }

    public Task CommitAsync(CancellationToken cancellationToken)
    {
        if (SqliteApi.sqlite3_get_autocommit(_link.Handle) == 0)
        {
            _link.Execute("COMMIT");
        }
        return Task.CompletedTask;
    }

    /// <summary>Closing a link rolls back what is open on it.</summary>
    public ValueTask DisposeAsync()
    {
        _link.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A command with a value for each placeholder of the statement.</summary>
    /// <exception cref="DbaException">One has no value.</exception>
    public static SqliteCommand Bind(SqliteLink link, string statement, IReadOnlyDictionary<string, object?> parameters)
    {
        var command = link.Command(statement);
        try
        {
            var bound = new HashSet<string>(StringComparer.Ordinal);
            foreach (var token in SqlLexer.Read(statement, SqlDialect.Sqlite).Where(t => t.Kind == SqlTokenKind.Parameter))
            {
                var name = token.In(statement).ToString();
                if (bound.Add(name))
                {
                    var value = parameters.TryGetValue(name[1..], out var given)
                        ? given
                        : throw new DbaException(DbaErrors.ParameterMissing(name));
                    command.Parameters.AddWithValue(name, SqliteValue.Of(name, value) ?? DBNull.Value);
                }
            }
            return command;
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }
}
