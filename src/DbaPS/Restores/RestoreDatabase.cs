using System.Globalization;
using DbaPS.Backups;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.Profiles;

namespace DbaPS.Restores;

/// <summary>Restores a backup under a new name, or over an old one when told to.</summary>
[Operation("Restore", "DbaDatabase", Summary = "Restores a backup: plans first, verifies every file, and leaves nothing under the final name unless it is complete.",
    Output = typeof(DbaRestore), Requires = [typeof(IRestoreTarget)], Changes = true)]
public sealed class RestoreDatabase : IOperation<RestoreRequest>
{
    private readonly DbaRuntime _runtime;

    public RestoreDatabase(DbaRuntime runtime) => _runtime = runtime;

    public async Task RunAsync(RestoreRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        RequestValidator.Validate(request);
        ServerMessages.SendTo(pipeline);
        var map = ReadRoleMap(request.RoleMap);
        var backup = await BackupLocator.OpenAsync(_runtime, request.Path, request.BackupId, cancellationToken);
        foreach (var target in Targets(request, backup.Manifest, pipeline))
        {
            try
            {
                var session = target is null ? null : await _runtime.Sessions.ResolveAsync(target, request.Engine, request.ToConnectOptions(), cancellationToken);
                await RunAsync(request, map, backup, session, pipeline, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                var error = DbaErrors.Unexpected(failure);
                pipeline.Error(error with { Target = error.Target ?? target?.ToString() ?? backup.Folder });
            }
        }
    }

    /// <summary>A file for an embedded engine needs no server; anything else needs one.</summary>
    private IEnumerable<ServerTarget?> Targets(RestoreRequest request, BackupManifest manifest, IPipeline pipeline)
    {
        if (request.Server.Count + request.Group.Count > 0)
        {
            return TargetExpansion.Expand(_runtime.Profiles, request.Server, request.Group, pipeline.Error);
        }
        return manifest.Method == BackupMethods.Copy ? [null] : [new ServerTarget(_runtime.Sessions.Default())];
    }

    private static Dictionary<string, string> ReadRoleMap(IReadOnlyList<string> pairs)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || at == pair.Length - 1 || !map.TryAdd(pair[..at], pair[(at + 1)..]))
            {
                throw new DbaException(DbaErrors.InvalidParameter(nameof(RestoreRequest.RoleMap), pair, "write each role once, as old=new."));
            }
        }
        return map;
    }

    private async Task RunAsync(
        RestoreRequest request, Dictionary<string, string> map, BackupReader backup, DbaSession? session, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var manifest = backup.Manifest;
        var engine = new EngineId(manifest.Engine);
        if (session is not null && session.Engine != engine)
        {
            throw new DbaException(DbaErrors.RestoreEngineMismatch(manifest.Engine, session.Engine));
        }
        if (request.ServerPath is not null && manifest.ServerFiles.Count == 0)
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.ServerPath), request.ServerPath, "the backup's files are in its own folder."));
        }
        var implementation = _runtime.Engines.Get(engine);
        var restorer = session?.Require<IRestoreTarget>() ?? implementation.Capabilities.Require<IRestoreTarget>(null, implementation.DisplayName);
        var job = new RestoreJob(backup, TargetName(request.NewName, manifest))
        {
            Force = request.Force,
            Roles = request.Roles,
            RoleMap = map,
            NoTablespaces = request.NoTablespaces,
            Locale = request.Locale,
            RemoveLeftovers = request.RemoveLeftovers,
            ServerPath = request.ServerPath,
            Tables = request.Table,
            Schemas = request.Schema,
            Jobs = request.Jobs,
        };
        var plan = await restorer.PlanAsync(job, cancellationToken);
        var origin = session?.Origin(plan.Target)
            ?? new ObjectOrigin(engine, ServerVersion.Parse(manifest.ServerVersion), new ServerReference(plan.Target, Guid.Empty), plan.Target, DateTimeOffset.UtcNow);
        var result = Planned(origin, backup, plan);
        if (request.PlanOnly)
        {
            foreach (var problem in plan.Problems)
            {
                pipeline.Warning(problem.ToString());
            }
            await pipeline.WriteAsync(result, cancellationToken);
            return;
        }
        if (plan.Problems.Count > 0)
        {
            throw new DbaException(plan.Problems.Count == 1 ? plan.Problems[0] : DbaErrors.RestorePlanBlocked(plan.Target, plan.Problems));
        }
        var action = plan.Replaces ? $"Replace it by the backup of {manifest.Database} of {manifest.Start:u}" : $"Restore the backup of {manifest.Database} of {manifest.Start:u}";
        switch (await pipeline.ConfirmAsync(new ChangePrompt(plan.Target, action, result.Sql, Destructive: plan.Replaces), cancellationToken))
        {
            case ChangeAnswer.WhatIf:
                await pipeline.WriteAsync(result, cancellationToken);
                break;
            case ChangeAnswer.Declined:
                await pipeline.WriteAsync(result with { Status = ChangeStatus.Declined }, cancellationToken);
                break;
            default:
                await ExecuteAsync(restorer, job, plan, result, pipeline, cancellationToken);
                break;
        }
    }

    private static async Task ExecuteAsync(IRestoreTarget restorer, RestoreJob job, RestorePlan plan, DbaRestore result, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var started = DateTimeOffset.UtcNow;
        try
        {
            var outcome = await restorer.ExecuteAsync(job, plan, pipeline, cancellationToken);
            await pipeline.WriteAsync(
                result with
                {
                    Status = ChangeStatus.Done,
                    StartedAt = started,
                    Duration = DateTimeOffset.UtcNow - started,
                    Steps = outcome.Steps,
                    BytesRead = outcome.BytesRead,
                    Notes = outcome.Notes,
                },
                cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            pipeline.Error(DbaErrors.Unexpected(failure));
            await pipeline.WriteAsync(result with { Status = ChangeStatus.Failed, StartedAt = started, Duration = DateTimeOffset.UtcNow - started }, cancellationToken);
        }
    }

    private static DbaRestore Planned(ObjectOrigin origin, BackupReader backup, RestorePlan plan) => new(origin)
    {
        Action = "RestoreDatabase",
        Status = ChangeStatus.WhatIf,
        Sql = string.Join("\n", plan.Steps.Select(s => s.Sql).OfType<string>().Select(s => s.TrimEnd().TrimEnd(';') + ";")),
        BackupId = backup.Manifest.BackupId,
        BackupPath = backup.Folder,
        Plan = plan,
        Target = plan.Target,
        RecoveredTo = backup.Manifest.SnapshotAt,
        Steps = plan.Steps,
        Notes = plan.Notes,
    };

    private static string TargetName(string? newName, BackupManifest manifest)
    {
        var isFile = manifest.Method == BackupMethods.Copy;
        if (newName is not null)
        {
            return isFile ? Path.GetFullPath(newName) : newName;
        }
        var database = manifest.Database ?? "database";
        var suffix = string.Create(CultureInfo.InvariantCulture, $"_restored_{(manifest.SnapshotAt ?? manifest.Start).UtcDateTime:yyyyMMdd'T'HHmmss}");
        if (!isFile)
        {
            return Shorten(database, suffix);
        }
        var folder = Path.GetDirectoryName(database) is { Length: > 0 } beside && Directory.Exists(beside) ? beside : Environment.CurrentDirectory;
        return Path.GetFullPath(Path.Combine(folder, Path.GetFileNameWithoutExtension(database) + suffix + Path.GetExtension(database)));
    }

    /// <summary>Keeps the name within the 63 bytes that engines allow, without cutting a character in two.</summary>
    private static string Shorten(string name, string suffix)
    {
        var end = name.Length;
        while (end > 1 && System.Text.Encoding.UTF8.GetByteCount(name.AsSpan(0, end)) + suffix.Length > 63)
        {
            end -= char.IsLowSurrogate(name[end - 1]) ? 2 : 1;
        }
        return name[..end] + suffix;
    }
}
