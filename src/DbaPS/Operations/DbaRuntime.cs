using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.History;
using DbaPS.Parts;
using DbaPS.Profiles;
using DbaPS.Sandboxes;
using DbaPS.Secrets;

namespace DbaPS.Operations;

/// <summary>What operations share: the engines, the open sessions and the history. One for a process, made by the skin.</summary>
public sealed class DbaRuntime : IAsyncDisposable
{
    /// <param name="dataFolder">Holds everything DbaPS keeps; null for the platform's folders.</param>
    public DbaRuntime(PartCatalog parts, string? dataFolder = null)
        : this(new EngineCatalog(parts), dataFolder ?? DbaFolders.Data(), new ProfileStore(dataFolder ?? DbaFolders.Configuration()))
    {
    }

    private DbaRuntime(EngineCatalog engines, string dataFolder, ProfileStore profiles)
    {
        Engines = engines;
        Profiles = profiles;
        Secrets = new SecretResolver(engines.Parts);
        Router = new ServerRouter(engines, profiles, Secrets);
        Sessions = new SessionTable(Router, SandboxStore.PasswordOf, dataFolder);
        DataFolder = dataFolder;
        History = new HistoryLocator(Engines, Router, Profiles, DataFolder);
    }

    public EngineCatalog Engines { get; }

    public SessionTable Sessions { get; }

    /// <summary>The registered servers.</summary>
    public ProfileStore Profiles { get; }

    /// <summary>Finds passwords where profiles say they are.</summary>
    public SecretResolver Secrets { get; }

    /// <summary>Leads from what -Server takes to an engine and an address.</summary>
    internal ServerRouter Router { get; }

    /// <summary>Where what the module remembers is kept.</summary>
    public HistoryLocator History { get; }

    /// <summary>The user's folder for DbaPS; made on first use.</summary>
    public string DataFolder { get; }

    /// <summary>The same engines with sessions and a history of their own, which the user's never see.</summary>
    internal DbaRuntime Apart(string dataFolder) => new(Engines, dataFolder, new ProfileStore(dataFolder));

    public async ValueTask DisposeAsync()
    {
        await Sessions.DisposeAsync();
        await History.DisposeAsync();
    }
}
