using System.Globalization;
using DbaPS.Connections;
using DbaPS.SqlInvocation;

namespace DbaPS.PostgreSql.SqlInvocation;

/// <summary>Opens channels for statements.</summary>
internal sealed class PostgreSqlSqlRunner(PostgreSqlSession session) : ISqlRunner
{
    public async Task<ISqlChannel> OpenAsync(SqlRunOptions options, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(session, options.Timeout, options.OnMessage, cancellationToken);
        try
        {
            var transaction = options.Transaction ? await session.TryAsync(() => connection.BeginTransactionAsync(cancellationToken).AsTask()) : null;
            return new PostgreSqlSqlChannel(session, connection, transaction, options.Timeout);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection whose statements may take so long. The pool undoes the setting.</summary>
    public static async Task<PostgreSqlConnection> ConnectAsync(PostgreSqlSession session, TimeSpan? timeout, Action<SqlMessage>? onMessage, CancellationToken cancellationToken)
    {
        var connection = await session.OpenAsync(cancellationToken, onMessage is null ? null : text => onMessage(Message(text)));
        try
        {
            if (timeout is { } limit)
            {
                var set = string.Create(CultureInfo.InvariantCulture, $"SET statement_timeout = {(long)Math.Min(Math.Ceiling(limit.TotalMilliseconds), int.MaxValue)}");
                await (await session.TryAsync(() => PostgreSqlDriver.ExecuteAsync(connection, set, cancellationToken))).DisposeAsync();
            }
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static SqlMessage Message(string text) => text.StartsWith(ServerMessages.WarningPrefix, StringComparison.Ordinal)
        ? new(text[ServerMessages.WarningPrefix.Length..], IsWarning: true)
        : new(text, IsWarning: false);
}
