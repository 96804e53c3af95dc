using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Restores;
using DbaPS.Sql;
using DbaPS.SqlServer.Backups;

namespace DbaPS.SqlServer.Restores;

/// <summary>RESTORE DATABASE by the server, under a temporary name, which becomes the final one when all is there.</summary>
internal sealed class SqlServerRestore(SqlServerSession session) : IRestoreTarget
{
    public async Task<RestorePlan> PlanAsync(RestoreJob job, CancellationToken cancellationToken)
    {
        Refuse(job);
        await using var master = await MasterAsync(cancellationToken);
        var source = job.Backup.Manifest.ServerFiles[0];
        var file = job.ServerPath is null ? source : source with { Path = ServerPaths.Join(job.ServerPath, ServerPaths.NameOf(source.Path)) };
        var facts = (await master.ReadFirstAsync(
            SqlScript.Load<SqlServerRestore>("Restores/RestoreFacts.sql"),
            row => new Facts(row.Boolean("may_create"), row.TextOrNull("data_folder"), row.TextOrNull("log_folder"), row.Int64("target_exists") > 0),
            new Dictionary<string, object?> { ["target"] = job.Target },
            cancellationToken))!;
        var id = job.Id.ToString("N")[..8];
        var temporary = Shorten(job.Target, $"_restoring_{id}");
        var old = facts.TargetExists ? Shorten(job.Target, $"_replaced_{id}") : null;
        var problems = Problems(job, facts).ToList();
        IReadOnlyList<(string, string)> moves = [];
        try
        {
            await CheckHeaderAsync(master, job, file, problems, cancellationToken);
            moves = session.Platform.IsManagedInstance ? [] : await MovesAsync(master, file, facts, temporary, cancellationToken);
        }
        catch (DbaException failure)
        {
            problems.Add(failure.Error);
        }
        return new RestorePlan
        {
            Target = job.Target,
            TemporaryName = temporary,
            Replaces = facts.TargetExists,
            Steps = Steps(job, file, temporary, old, moves),
            Problems = problems,
            Notes = ["Users whose logins this server lacks have no login until ALTER USER … WITH LOGIN gives them one."],
            State = new RestoreState(file, old),
        };
    }

    public async Task<RestoreOutcome> ExecuteAsync(RestoreJob job, RestorePlan plan, IPipeline pipeline, CancellationToken cancellationToken)
    {
        await using var master = await MasterAsync(cancellationToken);
        return await new RestoreRun(master, plan, pipeline).RunAsync(cancellationToken);
    }

    public async Task RemoveAsync(string target, CancellationToken cancellationToken)
    {
        await using var master = await MasterAsync(cancellationToken);
        await using var connection = await master.OpenAsync(cancellationToken);
        await master.ExecuteAsync(connection, BackupSql.Drop(target), cancellationToken);
    }

    private static IReadOnlyList<RestoreStep> Steps(RestoreJob job, BackupServerFile file, string temporary, string? old, IReadOnlyList<(string, string)> moves) =>
    [
        new RestoreStep("verify", file.Path) { Sql = BackupSql.Verify(file), Bytes = file.Size },
        new RestoreStep("data", temporary) { Sql = BackupSql.Restore(temporary, file, moves), Bytes = file.Size, Rows = job.Backup.Manifest.Tables.Sum(t => t.Rows) },
        // In one batch: between the two another session could take the one place.
        .. old is null ? Array.Empty<RestoreStep>() : [new RestoreStep("aside", old) { Sql = $"{BackupSql.TakeAlone(job.Target)}; {BackupSql.Rename(job.Target, old)}" }],
        new RestoreStep(old is null ? "rename" : "swap", job.Target) { Sql = BackupSql.Rename(temporary, job.Target) },
        .. old is null ? Array.Empty<RestoreStep>() : [new RestoreStep("drop", old) { Sql = BackupSql.Drop(old) }],
    ];

    private void Refuse(RestoreJob job)
    {
        if (session.Platform.IsAzureDatabase)
        {
            throw new DbaException(DbaErrors.Declined("RESTORE", "Azure SQL Database", "it takes no backup files.", "Restore there with point-in-time restore (az sql db restore), or import a BACPAC."));
        }
        if (job.Tables.Count + job.Schemas.Count > 0)
        {
            throw new DbaException(DbaErrors.Declined("Choosing tables for a restore", SqlServerEngine.Name, "RESTORE takes the whole database.", "Restore it under another name and take the tables from there."));
        }
        if (job.Backup.Manifest.ServerFiles.Count == 0)
        {
            throw new DbaException(DbaErrors.BackupManifestDamaged(job.Backup.Folder, "it names no file on a server."));
        }
    }

    private IEnumerable<DbaError> Problems(RestoreJob job, Facts facts)
    {
        if (facts.TargetExists && !job.Force)
        {
            yield return DbaErrors.RestoreTargetExists(job.Target, session.Name);
        }
        if (!facts.MayCreate)
        {
            yield return DbaErrors.PermissionDenied(session.Name, "create databases", $"Have an administrator run: GRANT CREATE ANY DATABASE TO {SqlServerNames.Quote(session.User)};", null);
        }
    }

    /// <summary>The file must hold the backup that the manifest is of, and this server must be able to read it.</summary>
    private static async Task CheckHeaderAsync(SqlServerSession master, RestoreJob job, BackupServerFile file, List<DbaError> problems, CancellationToken cancellationToken)
    {
        await using var connection = await master.OpenAsync(cancellationToken);
        await using var command = master.Command(connection, BackupSql.Header(file));
        await using var reader = await master.TryAsync(() => command.ExecuteReaderAsync(cancellationToken), cancellationToken, statement: command.CommandText);
        var row = new RowReader(reader);
        if (!await reader.ReadAsync(cancellationToken))
        {
            problems.Add(DbaErrors.BackupFileDamaged(job.Backup.Folder, file.Path, "it holds no backup at that position."));
            return;
        }
        var (set, major) = (row.Text("BackupSetGUID").ToLowerInvariant(), row.Int64("SoftwareVersionMajor"));
        if (file.SetId is { } wanted && wanted != set)
        {
            problems.Add(DbaErrors.BackupFileDamaged(job.Backup.Folder, file.Path, $"it holds the backup {set} and not {wanted}."));
        }
        if (!master.Platform.IsAzure && major > master.Version.Major)
        {
            problems.Add(DbaErrors.VersionUnsupported(master.Name, master.Version.Text, $"the backup is of version {major}, and a server reads backups of its own version and older ones"));
        }
    }

    /// <summary>Every file of the database to a new name in the server's own folders.</summary>
    private static async Task<IReadOnlyList<(string, string)>> MovesAsync(SqlServerSession master, BackupServerFile file, Facts facts, string name, CancellationToken cancellationToken)
    {
        const string Log = "L";
        var moves = new List<(string, string)>();
        await using var connection = await master.OpenAsync(cancellationToken);
        await using var command = master.Command(connection, BackupSql.ListFiles(file));
        await using var reader = await master.TryAsync(() => command.ExecuteReaderAsync(cancellationToken), cancellationToken, statement: command.CommandText);
        var row = new RowReader(reader);
        while (await master.TryAsync(() => reader.ReadAsync(cancellationToken), cancellationToken))
        {
            var (logical, physical, type) = (row.Text("LogicalName"), row.Text("PhysicalName"), row.Text("Type"));
            var own = ServerPaths.NameOf(physical);
            var dot = own.LastIndexOf('.');
            var extension = dot > 0 ? own[dot..] : "";
            moves.Add((logical, ServerPaths.Join(type == Log ? facts.LogFolder : facts.DataFolder, Safe($"{name}_{logical}") + extension)));
        }
        return moves;
    }

    private static string Safe(string name) => new([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_')]);

    private static string Shorten(string name, string suffix) => name[..Math.Min(name.Length, SqlServerNames.MaximumLength - suffix.Length)] + suffix;

    /// <summary>The same login in master, so that no database is used by the session that renames it.</summary>
    private async Task<SqlServerSession> MasterAsync(CancellationToken cancellationToken) => (SqlServerSession)await session.ForDatabaseAsync("master", cancellationToken);

    private sealed record Facts(bool MayCreate, string? DataFolder, string? LogFolder, bool TargetExists);
}
