using DbaPS.Engines;
using DbaPS.Errors;

namespace DbaPS.History;

/// <summary>Opens the history store on first use, with the first engine that can keep one.</summary>
public sealed class HistoryLocator : IAsyncDisposable
{
    private readonly EngineCatalog _engines;
    private readonly string _folder;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private IHistoryStore? _store;

    internal HistoryLocator(EngineCatalog engines, string folder)
    {
        _engines = engines;
        _folder = folder;
    }

    /// <summary>The file the history is kept in.</summary>
    public string Location => Path.Combine(_folder, "history.db");

    public async Task<IHistoryStore> OpenAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _store ??= await Provider().OpenAsync(Location, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
        _gate.Dispose();
    }

    private IHistoryStoreProvider Provider()
    {
        foreach (var engine in _engines.All())
        {
            if (engine.Capabilities.TryGet<IHistoryStoreProvider>(null, out var provider))
            {
                return provider!;
            }
        }
        throw new DbaException(DbaErrors.ToolMissing("A history store", "no installed engine can keep the history.", "Install the Sqlite part of DbaPS."));
    }
}
