using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.Capabilities;

[Description("probing what a login may do")]
public interface ICapabilityProbe : ICapability
{
    /// <summary>What is missing for this login on this server, for every capability the engine offers. Reads only.</summary>
    IAsyncEnumerable<CapabilityNeed> ProbeAsync(CancellationToken cancellationToken);
}
