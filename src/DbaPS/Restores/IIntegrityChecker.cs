using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.Restores;

/// <summary>Looks for damage inside a database with the engine's own means.</summary>
[Description("checking integrity")]
public interface IIntegrityChecker : ICapability
{
    Task<IntegrityResult> CheckAsync(CancellationToken cancellationToken);
}
