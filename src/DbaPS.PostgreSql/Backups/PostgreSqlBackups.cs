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
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await PlanOnceAsync(request, cancellationToken);
            }
            catch (DbaException failure) when (IsConflict(failure))
            {
                if (attempt == LateAttempts)
                {
                    throw new DbaException(PostgreSqlBackupErrors.RecoveryConflict(session.Name, failure));
                }
            }
        }
    }

    private async Task<BackupPlan> PlanOnceAsync(BackupRequest request, CancellationToken cancellationToken)
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
        if (!request.ChoosesTables())
        {
            return new BackupPlan(BackupMethods.Logical, size.Bytes, size.Tables);
        }
        var tables = await TableSources.ReadAsync(session, connection, cancellationToken);
        request.CheckPatterns(session.Database ?? "", tables.Select(t => ((string?)t.Schema, t.Name)));
        var wanted = tables.Where(t => t.RelationKind == 'r' && request.WantsRows(t.Schema, t.Name)).ToList();
        return new BackupPlan(BackupMethods.Logical, wanted.Sum(t => t.Bytes ?? 0), wanted.Count);
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
            catch (DbaException failure) when (failure.Error.Id is PostgreSqlBackupErrors.ExclusiveLockAwaitedId or PostgreSqlBackupErrors.CatalogueRestlessId or PostgreSqlBackupErrors.RecoveryConflictId || IsConflict(failure))
            {
                // What comes once the rows are being read costs much each time, and is no matter of patience.
                var settled = backup?.IsSettled == true;
                if (settled ? ++late == LateAttempts : patience.IsOver)
                {
                    if (IsConflict(failure))
                    {
                        throw new DbaException(PostgreSqlBackupErrors.RecoveryConflict(session.Name, failure));
                    }
                    throw;
                }
                if (settled)
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

    /// <summary>Transactions that only read fail so for one reason: a standby's replay could not wait for them any longer.</summary>
    private static bool IsConflict(DbaException failure) => failure.Error.NativeCode == "40001";
}
