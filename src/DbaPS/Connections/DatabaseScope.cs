using DbaPS.Engines;

namespace DbaPS.Connections;

/// <summary>One database of a session's server, for as long as an operation works in it.</summary>
public sealed class DatabaseScope : IAsyncDisposable
{
    private readonly DbaSession _session;
    private readonly bool _owned;

    internal DatabaseScope(DbaSession session, IEngineSession native, bool owned)
    {
        _session = session;
        Native = native;
        _owned = owned;
    }

    public IEngineSession Native { get; }

    /// <summary>The session this scope belongs to.</summary>
    public DbaSession Session => _session;

    public string? Database => Native.Database;

    /// <summary>What the engine offers in this database.</summary>
    public T Require<T>()
        where T : class, ICapability => _session.EngineImplementation.Capabilities.Require<T>(Native, _session.EngineImplementation.DisplayName);

    /// <summary>The base of objects read in this database now.</summary>
    public ObjectOrigin Origin() => _session.Origin(Database);

    public ValueTask DisposeAsync() => _owned ? Native.DisposeAsync() : ValueTask.CompletedTask;
}
