using System.ComponentModel;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.Indexes;

[Description("making indexes")]
public interface IIndexBuilder : ICapability
{
    /// <summary>Holds a wish against table and indexes as they are. Changes nothing.</summary>
    /// <exception cref="DbaException">No such table or column, a name that is taken, something the engine does not have; a build of the same index that is running.</exception>
    Task<IndexPlan> PlanAsync(NewIndexRequest request, CancellationToken cancellationToken);

    /// <summary>Runs a plan's steps. When it fails or is cancelled, what it left is cleaned away, or said through <paramref name="pipeline"/>.</summary>
    Task<IndexState> BuildAsync(IndexPlan plan, IPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Drops the index of a plan that was built.</summary>
    Task DropAsync(IndexPlan plan, CancellationToken cancellationToken);
}
