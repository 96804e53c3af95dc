using DbaPS.Engines;
using DbaPS.Sql;

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

    /// <summary>The engine the server turned out to be, where that is a relative of the one the address named; null for that one itself.</summary>
    IEngine? Engine => null;

    /// <summary>How SQL is read in this session, where the server's settings decide that; null for the engine's usual dialect.</summary>
    SqlDialect? Dialect => null;

    /// <summary>The same login in another database of the same server. The caller disposes of it.</summary>
    Task<IEngineSession> ForDatabaseAsync(string database, CancellationToken cancellationToken);
}
