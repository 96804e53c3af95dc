using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.History;
using DbaPS.Parts;
using DbaPS.Sandboxes;

namespace DbaPS.Operations;

/// <summary>What operations share: the engines, the open sessions and the history. One for a process, made by the skin.</summary>
public sealed class DbaRuntime : IAsyncDisposable
{
    public DbaRuntime(PartCatalog parts, string? dataFolder = null)
        : this(new EngineCatalog(parts), dataFolder ?? DbaFolders.Data())
    {
    }

    private DbaRuntime(EngineCatalog engines, string dataFolder)
    {
        Engines = engines;
        Sessions = new SessionTable(Engines, SandboxStore.PasswordOf);
        DataFolder = dataFolder;
        History = new HistoryLocator(Engines, DataFolder);
    }

    public EngineCatalog Engines { get; }

    public SessionTable Sessions { get; }

    /// <summary>Where what the module remembers is kept.</summary>
    public HistoryLocator History { get; }

    /// <summary>The user's folder for DbaPS; made on first use.</summary>
    public string DataFolder { get; }

    /// <summary>The same engines with sessions and a history of their own, which the user's never see.</summary>
    internal DbaRuntime Apart(string dataFolder) => new(Engines, dataFolder);

    public async ValueTask DisposeAsync()
    {
        await Sessions.DisposeAsync();
        await History.DisposeAsync();
    }
}
