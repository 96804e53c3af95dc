using DbaPS.Engines;

namespace DbaPS.Connections;

/// <summary>An engine's side of an open session: the driver's pool and what was learnt when connecting.</summary>
public interface IEngineSession : IAsyncDisposable
{
    ServerVersion Version { get; }

    /// <summary>The address in full, without secrets, as the session really uses it.</summary>
    ServerAddress Address { get; }

    /// <summary>The login as the server names it; empty for an embedded engine.</summary>
    string User { get; }

    /// <summary>The database the session is in; null where the engine has none.</summary>
    string? Database { get; }

    /// <summary>The same login in another database of the same server. The caller disposes of it.</summary>
    Task<IEngineSession> ForDatabaseAsync(string database, CancellationToken cancellationToken);
}
