using DbaPS.SqlInvocation;

namespace DbaPS.SqlServer.SqlInvocation;

/// <summary>Opens channels for statements.</summary>
internal sealed class SqlServerSqlRunner(SqlServerSession session) : ISqlRunner
{
    public async Task<ISqlChannel> OpenAsync(SqlRunOptions options, CancellationToken cancellationToken)
    {
        var connection = await session.OpenAsync(cancellationToken, Receiver(options.OnMessage));
        try
        {
            if (options.Transaction)
            {
                // Without it a statement that fails leaves what the transaction did before it.
                await session.ExecuteAsync(connection, "SET XACT_ABORT ON", cancellationToken);
            }
            var transaction = options.Transaction || session.Options.ReadOnly
                ? await session.TryAsync(() => connection.BeginTransactionAsync(cancellationToken).AsTask(), cancellationToken)
                : null;
            return new SqlServerSqlChannel(session, connection, transaction, options);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>PRINT and progress are words; what the server calls a warning is one.</summary>
    public static Action<SqlServerMessage>? Receiver(Action<SqlMessage>? receive) => receive is null ? null
        : message => receive(new SqlMessage(message.Text, message.Class > 0 || message.Text.StartsWith("Warning:", StringComparison.Ordinal)));
}
