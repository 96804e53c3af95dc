using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.PostgreSql.Backups;

/// <summary>Full logical backups: the schema by pg_dump, the rows by parallel COPY, all of one snapshot.</summary>
internal sealed class PostgreSqlBackups(PostgreSqlSession session) : IBackupSource
{
    private const int LateAttempts = 3;

    public async Task<BackupPlan> PlanAsync(BackupRequest request, CancellationToken cancellationToken)
    {
        await DumpProgram.FindAsync(session.Version.Major, request.ToolPath, cancellationToken);
        await using var connection = await SnapshotConnection.BeginAsync(session, null, request.LockTimeout, cancellationToken);
        var size = (await connection.ListAsync("BackupSize", row => (Bytes: row.Int64("bytes"), Tables: (int)row.Int64("tables"), IsSuperuser: row.Boolean("is_superuser")), cancellationToken))[0];
        if (request.IncludePasswordHashes && !size.IsSuperuser)
        {
            throw new DbaException(PostgreSqlBackupErrors.PasswordHashesDenied(session.Name, session.User));
        }
        var missing = await BackupRights.MissingAsync(connection, cancellationToken);
        if (missing.Count > 0 && !request.AllowIncomplete)
        {
            throw new DbaException(BackupRights.Error(session, missing));
        }
        return new BackupPlan(size.Bytes, size.Tables);
    }

    public async Task<BackupManifest> BackUpAsync(BackupJob job, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var program = await DumpProgram.FindAsync(session.Version.Major, job.Request.ToolPath, cancellationToken);
        var patience = new LockPatience(job.Request.LockTimeout);
        var late = 0;
        while (true)
        {
            SnapshotBackup? backup = null;
            try
            {
                await using var holder = await SnapshotHolder.TakeAsync(session, patience, cancellationToken);
                backup = new SnapshotBackup(session, holder, program, job, pipeline, patience.Limit);
                return await backup.RunAsync(cancellationToken);
            }
            catch (DbaException failure) when (backup is not null && failure.Error.Id is PostgreSqlBackupErrors.ExclusiveLockAwaitedId or PostgreSqlBackupErrors.CatalogueRestlessId or PostgreSqlBackupErrors.RecoveryConflictId)
            {
                // What comes once the rows are being read costs much each time, and is no matter of patience.
                if (backup.IsSettled ? ++late == LateAttempts : patience.IsOver)
                {
                    throw;
                }
                if (backup.IsSettled)
                {
                    patience.Restart();
                }
                // Our locks are released by now, so whoever waited goes on; then the backup begins again with a new snapshot.
                pipeline.Verbose($"{failure.Message} Beginning again.");
                await job.Writer.DiscardFilesAsync();
                await patience.PauseAsync(cancellationToken);
            }
        }
    }
}
