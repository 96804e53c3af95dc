using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.Connections;

/// <summary>What the server says of a session's login, and its clock.</summary>
[Description("looking at a login")]
public interface ILoginProbe : ICapability
{
    Task<LoginFacts> ReadAsync(CancellationToken cancellationToken);

    /// <summary>The server's clock, UTC: one round trip for each, all on one connection.</summary>
    IAsyncEnumerable<DateTimeOffset> ClockAsync(int rounds, CancellationToken cancellationToken);
}
