using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Profiles;

namespace DbaPS.History;

/// <summary>
/// Opens the history store on first use: on the server that <c>DBAPS_HISTORY</c> names or that a profile marks, so that a team
/// shares it; else in a file, with the first engine that can keep one.
/// </summary>
public sealed class HistoryLocator : IAsyncDisposable
{
    /// <summary>The variable that names the server, by a registered name or an address; it wins over the profiles' mark.</summary>
    public const string Variable = "DBAPS_HISTORY";

    private readonly EngineCatalog _engines;
    private readonly ServerRouter _router;
    private readonly ProfileStore _profiles;
    private readonly string _folder;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private IHistoryStore? _store;
    private string? _opened;

    internal HistoryLocator(EngineCatalog engines, ServerRouter router, ProfileStore profiles, string folder)
    {
        _engines = engines;
        _router = router;
        _profiles = profiles;
        _folder = folder;
    }

    /// <summary>The file the history is kept in where no server is named.</summary>
    public string Location => Path.Combine(_folder, "history.db");

    /// <summary>True when there may be a history to read: a server is named, or the file is there.</summary>
    public bool MayExist => Server() is not null || File.Exists(Location);

    public async Task<IHistoryStore> OpenAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var server = Server();
            if (_store is not null && _opened == (server ?? Location))
            {
                return _store;
            }
            if (_store is { } former)
            {
                _store = null;
                await former.DisposeAsync();
            }
            _store = server is null
                ? await FileProvider().OpenAsync(new HistoryPlace(Location), cancellationToken)
                : await OpenAsync(server, (provider, place) => provider.OpenAsync(place, cancellationToken), cancellationToken);
            _opened = server ?? Location;
            return _store;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Makes the history's tables on a server; does nothing where they are.</summary>
    internal Task CreateAsync(string server, CancellationToken cancellationToken) => OpenAsync(server, async (provider, place) =>
    {
        await provider.CreateAsync(place, cancellationToken);
        return true;
    }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
        _gate.Dispose();
    }

    private async Task<T> OpenAsync<T>(string server, Func<IHistoryStoreProvider, HistoryPlace, Task<T>> work, CancellationToken cancellationToken)
    {
        var (engine, address, options) = await _router.FindAsync(server, null, new ConnectOptions { ApplicationName = "DbaPS history" });
        var provider = engine.Capabilities.Require<IHistoryStoreProvider>(null, engine.DisplayName);
        if (options.PasswordSource is { } source && address.RevealPassword() is null)
        {
            address = address.WithPassword(await source(cancellationToken));
        }
        return await work(provider, new HistoryPlace(options.Profile ?? address.ToString()) { Address = address, Options = options });
    }

    private string? Server() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : _profiles.Read().FirstOrDefault(p => p.KeepsHistory)?.Name;

    private IHistoryStoreProvider FileProvider()
    {
        foreach (var engine in _engines.All().Where(e => _engines.IsEmbedded(e.Id)))
        {
            if (engine.Capabilities.TryGet<IHistoryStoreProvider>(null, out var provider))
            {
                return provider!;
            }
        }
        throw new DbaException(DbaErrors.ToolMissing("A history store", "no installed engine can keep the history.", "Install the Sqlite part of DbaPS."));
    }
}
