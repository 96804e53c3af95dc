using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.PostgreSql.Backups;

/// <summary>Full logical backups: the schema by pg_dump, the rows by parallel COPY, all of one snapshot.</summary>
internal sealed class PostgreSqlBackups(PostgreSqlSession session) : IBackupSource
{
    private const int Attempts = 5;

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
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var holder = await SnapshotHolder.TakeAsync(session, job.Request.LockTimeout, cancellationToken);
                return await new SnapshotBackup(session, holder, program, job, pipeline).RunAsync(cancellationToken);
            }
            catch (DbaException failure) when (failure.Error.Id == PostgreSqlBackupErrors.ExclusiveLockAwaitedId && attempt < Attempts)
            {
                // Our locks are released by now, so whoever waited goes on; then the backup begins again with a new snapshot.
                pipeline.Verbose($"{failure.Message} Beginning again.");
                await job.Writer.DiscardFilesAsync();
                await Task.Delay(TimeSpan.FromSeconds(attempt), cancellationToken);
            }
        }
    }
}
