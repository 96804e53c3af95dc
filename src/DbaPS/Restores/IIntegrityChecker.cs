using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.Restores;

/// <summary>Looks for damage inside a database with the engine's own means.</summary>
[Description("checking integrity")]
public interface IIntegrityChecker : ICapability
{
    /// <param name="jobs">Connections at work at once, where the engine's means can be divided.</param>
    Task<IntegrityResult> CheckAsync(int jobs, CancellationToken cancellationToken);
}
