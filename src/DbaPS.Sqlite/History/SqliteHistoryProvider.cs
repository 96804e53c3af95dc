using DbaPS.History;

namespace DbaPS.Sqlite.History;

/// <summary>Keeps the history in a file of its own.</summary>
internal sealed class SqliteHistoryProvider : IHistoryStoreProvider
{
    public string SchemaSql => SqliteHistoryStore.SchemaSql;

    public async Task<IHistoryStore> OpenAsync(HistoryPlace place, CancellationToken cancellationToken) => await SqliteHistoryStore.OpenAsync(place.Address?.Path ?? place.Name, cancellationToken);

    public async Task CreateAsync(HistoryPlace place, CancellationToken cancellationToken)
    {
        await using var store = await OpenAsync(place, cancellationToken);
    }
}
