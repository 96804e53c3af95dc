namespace DbaPS.History;

/// <summary>What the module remembers: counters, backups, drills. A file at first; a shared database may serve it too.</summary>
public interface IHistoryStore : IAsyncDisposable
{
    /// <summary>Appends durably: when it returns, the entry is on disk.</summary>
    Task AppendAsync(HistoryEntry entry, CancellationToken cancellationToken);

    IAsyncEnumerable<HistoryEntry> ReadAsync(HistoryQuery query, CancellationToken cancellationToken);

    /// <summary>Removes entries of a kind older than a time; returns how many.</summary>
    Task<long> PruneAsync(string kind, DateTimeOffset before, CancellationToken cancellationToken);
}
