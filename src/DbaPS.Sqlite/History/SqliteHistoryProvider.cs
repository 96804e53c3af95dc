using DbaPS.History;

namespace DbaPS.Sqlite.History;

/// <summary>Keeps the history in a file of its own.</summary>
internal sealed class SqliteHistoryProvider : IHistoryStoreProvider
{
    public async Task<IHistoryStore> OpenAsync(string location, CancellationToken cancellationToken) => await SqliteHistoryStore.OpenAsync(location, cancellationToken);
}
