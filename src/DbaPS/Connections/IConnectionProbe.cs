using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.Connections;

/// <summary>An engine's way to look at a server before anybody logs in, on a connection of its own.</summary>
[Description("looking at a server before the login")]
public interface IConnectionProbe : ICapability
{
    /// <summary>The places a session may be opened at: one, or each of the address's hosts in the order they are tried.</summary>
    /// <returns>None where nothing leads there that could be looked at, a pipe of Windows for one.</returns>
    /// <exception cref="Errors.DbaException">The address can't be used.</exception>
    Task<IReadOnlyList<ConnectionPlan>> PlanAsync(ServerAddress address, ConnectOptions options, CancellationToken cancellationToken);

    /// <summary>Asks for TLS on a fresh connection.</summary>
    /// <exception cref="Errors.DbaException">The server refuses the connection, or speaks another protocol.</exception>
    Task<TlsOffer> RequestTlsAsync(Stream connection, ConnectionPlan plan, CancellationToken cancellationToken);

    /// <summary>Begins a login as the plan's user and tells what the server asks for; no password is sent.</summary>
    /// <exception cref="Errors.DbaException">The server refuses the user before it asks for anything.</exception>
    Task<AuthenticationDemand> AskAuthenticationAsync(Stream connection, ConnectionPlan plan, CancellationToken cancellationToken);
}
