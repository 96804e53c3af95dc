using System.ComponentModel;
using DbaPS.Engines;
using DbaPS.Pipeline;

namespace DbaPS.Backups;

[Description("backing up")]
public interface IBackupSource : ICapability
{
    /// <summary>Looks at the database without changing or locking anything, and refuses what can't work: missing programs, missing rights.</summary>
    Task<BackupPlan> PlanAsync(BackupRequest request, CancellationToken cancellationToken);

    /// <summary>Takes the backup: every file goes through the job's writer.</summary>
    /// <returns>The manifest, complete but for its files, which the writer adds.</returns>
    Task<BackupManifest> BackUpAsync(BackupJob job, IPipeline pipeline, CancellationToken cancellationToken);
}
