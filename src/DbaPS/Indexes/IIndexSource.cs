using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.Indexes;

[Description("listing indexes")]
public interface IIndexSource : ICapability
{
    IAsyncEnumerable<DbaIndex> ReadAsync(ObjectOrigin origin, bool includeSystem, CancellationToken cancellationToken);
}
