using System.Globalization;
using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Sql;

namespace DbaPS.SqlServer.Backups;

/// <summary>
/// BACKUP DATABASE by the server, to a file that lies with it. What the manifest proves is read beside it: every table is digested in a SNAPSHOT
/// transaction before the backup and again after it. Only where both agree does the table stand still in between, and so in the backup.
/// </summary>
internal sealed class SqlServerBackups(SqlServerSession session) : IBackupSource
{
    /// <summary>The server's message for a percentage of a backup or a restore.</summary>
    internal const int PercentDone = 3211;

    public async Task<BackupPlan> PlanAsync(BackupRequest request, CancellationToken cancellationToken)
    {
        if (session.Platform.IsAzureDatabase)
        {
            throw new DbaException(DbaErrors.Declined("BACKUP", "Azure SQL Database", "the service backs every database up itself.",
                "Restore any moment of its retention with point-in-time restore: az sql db restore --time …; keep longer with long-term retention."));
        }
        if (request.ChoosesTables())
        {
            throw new DbaException(DbaErrors.Declined("Choosing tables for a backup", SqlServerEngine.Name, "BACKUP takes the whole database.", "Back it up whole, restore it under another name and take the tables from there."));
        }
        _ = BackupSql.Compression(request.Compression, session.Platform);
        var facts = await FactsAsync(cancellationToken);
        if (!facts.MayBackUp)
        {
            throw new DbaException(DbaErrors.PermissionDenied(session.Name, $"back up {session.Database}", $"Have its owner run: ALTER ROLE db_backupoperator ADD MEMBER {SqlServerNames.Quote(session.User)};", null));
        }
        if (session.Platform.IsManagedInstance && request.ServerPath is null)
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.ServerPath), null, "a Managed Instance backs up to a URL only: give a container's, for which a credential with the same name exists."));
        }
        return new BackupPlan(BackupMethods.Server, facts.SizeBytes, (int)facts.Tables, request.ServerPath ?? facts.Folder ?? "the server's backup folder");
    }

    public async Task<BackupManifest> BackUpAsync(BackupJob job, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var activity = $"Backing up {session.Database}";
        var facts = await FactsAsync(cancellationToken);
        var content = new BackupContent(session, job, facts.SnapshotOn);
        pipeline.Progress(new ProgressUpdate(activity, "reading what is there"));
        await content.BeforeAsync(done => pipeline.Progress(new ProgressUpdate(activity, $"digested {done}")), cancellationToken);

        var title = $"DbaPS {job.BackupId}";
        var file = ServerPaths.Join(job.Request.ServerPath ?? facts.Folder, $"{BackupPaths.DefaultName(session.Database, job.Start, job.BackupId)}.bak");
        var sql = BackupSql.Back(session.Database!, file, title, BackupSql.Compression(job.Request.Compression, session.Platform));
        pipeline.Verbose(sql);
        await using (var connection = await session.OpenAsync(cancellationToken, message => Tell(message, activity, pipeline), job.Request.LockTimeout))
        {
            await session.ExecuteAsync(connection, sql, cancellationToken, timeout: TimeSpan.Zero);
        }
        try
        {
            var set = await SetAsync(title, cancellationToken);
            await content.AfterAsync(done => pipeline.Progress(new ProgressUpdate(activity, $"compared {done}")), cancellationToken);
            pipeline.Progress(new ProgressUpdate(activity, "", 1, Completed: true));
            return Manifest(job, facts, content, set, file);
        }
        catch
        {
            pipeline.Warning($"The server has written '{file}', which is not part of a finished backup: remove it there.");
            throw;
        }
    }

    /// <summary>The server's percentages become progress, its other words go on.</summary>
    internal static void Tell(SqlServerMessage message, string activity, IPipeline pipeline)
    {
        var digits = new string([.. message.Text.TakeWhile(char.IsAsciiDigit)]);
        if (message.Number == PercentDone && double.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
        {
            pipeline.Progress(new ProgressUpdate(activity, message.Text, percent / 100));
        }
        else
        {
            pipeline.Verbose(message.Text);
        }
    }

    private BackupManifest Manifest(BackupJob job, BackupFacts facts, BackupContent content, BackupSet? set, string file) => new()
    {
        BackupId = job.BackupId,
        Method = BackupMethods.Server,
        SchemaTool = "BACKUP DATABASE",
        Engine = job.Origin.Engine.Name,
        ServerVersion = session.Version.Text,
        Server = session.Address.ToString(),
        Database = session.Database,
        Start = job.Start,
        SnapshotAt = set?.FinishedAt,
        FromPosition = set?.FirstLsn,
        ToPosition = set?.LastLsn,
        Timeline = set?.Fork,
        SystemIdentifier = set?.Family,
        DigestKeyId = job.Hasher.KeyId,
        ServerFiles = [new BackupServerFile(set?.Path ?? file, set?.SizeBytes, set?.Uuid, set?.Position ?? 1)],
        Properties = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["collation"] = facts.Collation,
            ["compatibility_level"] = facts.CompatibilityLevel,
            ["recovery_model"] = facts.RecoveryModel,
            ["owner"] = facts.Owner,
            ["checkpoint_lsn"] = set?.CheckpointLsn,
            ["database_backup_lsn"] = set?.DatabaseBackupLsn,
            ["raw_bytes"] = set?.RawBytes?.ToString(CultureInfo.InvariantCulture),
        },
        Tables = content.Tables,
        Objects = content.Objects,
        Sequences = content.Sequences,
        Omitted = content.Omitted,
    };

    private async Task<BackupSet?> SetAsync(string title, CancellationToken cancellationToken) =>
        await session.TryReadAllAsync(
            SqlScript.Load<SqlServerBackups>("Backups/BackupSet.sql"), BackupSet.Read, "what msdb says of the backup",
            new Dictionary<string, object?> { ["name"] = title, ["database"] = session.Database }, cancellationToken) is [.., var set] ? set : null;

    private async Task<BackupFacts> FactsAsync(CancellationToken cancellationToken) =>
        await session.ReadFirstAsync(SqlScript.Load<SqlServerBackups>("Backups/BackupFacts.sql"), BackupFacts.Read, cancellationToken: cancellationToken)
            ?? throw new DbaException(DbaErrors.DatabaseMissing(session.Name, session.Database ?? "", null));
}
