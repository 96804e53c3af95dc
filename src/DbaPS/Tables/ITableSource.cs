using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.Tables;

[Description("listing tables")]
public interface ITableSource : ICapability
{
    IAsyncEnumerable<DbaTable> ReadAsync(ObjectOrigin origin, bool includeSystem, CancellationToken cancellationToken);
}
