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

    /// <summary>Drops a database that a drill has restored. Engines whose drills run in sandboxes, which go as a whole, need not have it.</summary>
    Task RemoveAsync(string target, CancellationToken cancellationToken) => throw new DbaException(DbaErrors.Declined(
        "a restore drill on a server of yours", "this engine", "its drills run in a sandbox on this machine.", "Leave -Server out."));
}
