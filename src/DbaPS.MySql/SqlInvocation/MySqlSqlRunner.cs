using System.Data.Common;
using DbaPS.MySql.Drivers;
using DbaPS.SqlInvocation;

namespace DbaPS.MySql.SqlInvocation;

/// <summary>Opens channels for statements.</summary>
internal sealed class MySqlSqlRunner(MySqlSession session) : ISqlRunner
{
    /// <summary>The client ends a statement; the server does so this much later, when the client is gone.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public async Task<ISqlChannel> OpenAsync(SqlRunOptions options, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(session, options.Timeout, options.OnMessage, cancellationToken);
        try
        {
            var transaction = options.Transaction ? await session.TryAsync(() => connection.BeginTransactionAsync(cancellationToken).AsTask()) : null;
            return new MySqlSqlChannel(session, connection, transaction, options.Timeout);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection for the user's own statements: with the sql_mode that other clients of the server have, and a limit of time.</summary>
    public static async Task<DbConnection> ConnectAsync(MySqlSession session, TimeSpan? timeout, Action<SqlMessage>? onMessage, CancellationToken cancellationToken)
    {
        var connection = await session.OpenAsync(cancellationToken, onMessage is null ? null : notice => onMessage(Message(notice)));
        try
        {
            var settings = $"SET sql_mode = {MySqlNames.Literal(session.UserSqlMode)}{(timeout is { } limit ? $", {session.StatementLimit(limit > TimeSpan.Zero ? limit + Grace : limit)}" : "")}";
            await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, settings, cancellationToken));
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static SqlMessage Message(MySqlNotice notice) => new(notice.Message, IsWarning: notice.Level is not "Note");
}
