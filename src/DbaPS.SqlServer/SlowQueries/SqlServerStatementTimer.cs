using System.Data;
using System.Diagnostics;
using DbaPS.Errors;
using DbaPS.SlowQueries;
using DbaPS.Sql;
using DbaPS.SqlServer.SqlInvocation;

namespace DbaPS.SqlServer.SlowQueries;

/// <summary>Runs one query in a transaction that is rolled back, and fetches every row.</summary>
internal sealed class SqlServerStatementTimer(SqlServerSession session) : IStatementTimer
{
    public async Task<StatementTiming> TimeAsync(string sql, CancellationToken cancellationToken)
    {
        var statements = StatementSplitter.Split(sql, SqlDialect.SqlServer);
        if (statements.Count != 1)
        {
            throw new DbaException(Refused(sql, statements.Count == 0 ? "it is empty" : $"it is {statements.Count} statements"));
        }
        var text = statements[0].Text;
        if (ReadOnlyText.Refusal(text) is { } why)
        {
            throw new DbaException(Refused(text, why));
        }
        await using var connection = await session.OpenAsync(cancellationToken);
        await using var transaction = await session.TryAsync(() => connection.BeginTransactionAsync(cancellationToken).AsTask(), cancellationToken);
        await using var command = session.Command(connection, text, null, transaction);
        var rows = 0L;
        var started = Stopwatch.GetTimestamp();
        await using (var reader = await session.TryAsync(() => command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken), cancellationToken, statement: text))
        {
            while (await session.TryAsync(() => reader.ReadAsync(cancellationToken), cancellationToken, statement: text))
            {
                rows++;
            }
        }
        // Disposing of the transaction rolls it back.
        return new StatementTiming(Stopwatch.GetElapsedTime(started), rows);
    }

    private DbaError Refused(string sql, string why) =>
        new("StatementNotTimed", DbaErrorCategory.InvalidOperation, $"{session.Name}: a statement was not run to be timed: {why}.", "Give one query that only reads; put values in the place of parameters.")
        { Target = sql.Length > 200 ? sql[..200] + "…" : sql };
}
