using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.Databases;

[Description("listing databases")]
public interface IDatabaseSource : ICapability
{
    /// <param name="includeSystem">Also the engine's own databases and templates.</param>
    IAsyncEnumerable<DbaDatabase> ReadAsync(ObjectOrigin origin, bool includeSystem, CancellationToken cancellationToken);
}
