using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.Servers;

[Description("identifying the server")]
public interface IServerSource : ICapability
{
    Task<DbaServer> ReadAsync(ObjectOrigin origin, CancellationToken cancellationToken);
}
