using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.Restores;

/// <summary>Runs a query that must be true.</summary>
[Description("asserting by SQL")]
public interface ISqlAssertion : ICapability
{
    /// <summary>True when the query gives at least one row and the first column of each row is true (not null, not 0). Runs read-only.</summary>
    Task<bool> HoldsAsync(string sql, CancellationToken cancellationToken);
}
