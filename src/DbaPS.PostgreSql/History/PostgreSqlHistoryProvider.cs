using DbaPS.Errors;
using DbaPS.History;
using DbaPS.PostgreSql.Connections;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.History;

/// <summary>Keeps the history in tables that a team shares.</summary>
internal sealed class PostgreSqlHistoryProvider : IHistoryStoreProvider
{
    /// <summary>Whoever makes the tables holds this lock: CREATE … IF NOT EXISTS of two at once can fail.</summary>
    private const long CreationLock = 0x64626170735f68;

    private static readonly SqlScript Schema = SqlScript.Load<PostgreSqlHistoryProvider>("History/HistorySchema.sql");

    public string SchemaSql => Schema.Text.Trim();

    public async Task<IHistoryStore> OpenAsync(HistoryPlace place, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // The store owns it; a failure disposes of it.
        var session = await ConnectAsync(place, cancellationToken);
#pragma warning restore CA2000
        try
        {
            await PostgreSqlHistoryStore.CheckAsync(session, place, cancellationToken);
            return new PostgreSqlHistoryStore(session, place);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async Task CreateAsync(HistoryPlace place, CancellationToken cancellationToken)
    {
        await using var session = await ConnectAsync(place, cancellationToken);
        try
        {
            await using var connection = await session.OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var take = PostgreSqlDriver.Command(connection, "SELECT pg_catalog.pg_advisory_xact_lock(@lock)", [("lock", CreationLock, null)]))
            {
                await take.ExecuteNonQueryAsync(cancellationToken);
            }
            await using (var create = PostgreSqlDriver.Command(connection, Schema.Text, []))
            {
                await create.ExecuteNonQueryAsync(cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or DbaException))
        {
            throw new DbaException(HistoryErrors.From(session.Explain(failure), place, session.User));
        }
    }

    private static Task<PostgreSqlSession> ConnectAsync(HistoryPlace place, CancellationToken cancellationToken) =>
        PostgreSqlSession.ConnectAsync(ConnectionSettings.Resolve(place.Address!, place.Options), cancellationToken);
}
