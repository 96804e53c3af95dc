using System.ComponentModel;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.Restores;

/// <summary>Builds a database from a backup. An embedded engine offers it without a session: its target is a file.</summary>
[Description("restoring backups")]
public interface IRestoreTarget : ICapability
{
    /// <summary>Finds out what will run and what stands in its way, and changes nothing.</summary>
    Task<RestorePlan> PlanAsync(RestoreJob job, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a plan without problems. When it returns, the target is complete; when it throws or is cancelled, nothing new stands
    /// under the final name, an earlier one is as it was, and what was built has been removed where the server still answers.
    /// </summary>
    Task<RestoreOutcome> ExecuteAsync(RestoreJob job, RestorePlan plan, IPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Drops a database that a drill has restored on a server of the user's; one that is not there is no failure.</summary>
    /// <exception cref="DbaException">It can't be dropped.</exception>
    Task RemoveAsync(string target, CancellationToken cancellationToken);
}
