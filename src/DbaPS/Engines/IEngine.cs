using DbaPS.Connections;
using DbaPS.Sql;

namespace DbaPS.Engines;

/// <summary>One database engine. Loaded from its part on first use of one of its schemes.</summary>
public interface IEngine
{
    EngineId Id { get; }

    /// <summary>The name in messages, e.g. <c>PostgreSQL</c>.</summary>
    string DisplayName { get; }

    CapabilityTable Capabilities { get; }

    /// <summary>How its SQL is read: quotes, comments, parameters.</summary>
    SqlDialect Dialect { get; }

    /// <summary>Opens a session and proves it with one round trip.</summary>
    /// <exception cref="Errors.DbaException">Unreachable, refused, unsupported version …, each with its advice.</exception>
    Task<IEngineSession> ConnectAsync(ServerAddress address, ConnectOptions options, CancellationToken cancellationToken);

    /// <summary>Reads a driver's connection string (<c>Host=…;Database=…</c>) into an address.</summary>
    ServerAddress FromConnectionString(string connectionString);
}
