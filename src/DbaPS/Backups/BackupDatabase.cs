using System.Text.Json;
using DbaPS.Backups.Codecs;
using DbaPS.Connections;
using DbaPS.Digests;
using DbaPS.Errors;
using DbaPS.History;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Backups;

/// <summary>Takes a full logical backup of each database.</summary>
[Operation("Backup", "DbaDatabase", Summary = "Backs databases up: a folder with manifest, hashes and a content digest of every table.", Output = typeof(DbaBackup),
    Requires = [typeof(IBackupSource)], Changes = true)]
public sealed class BackupDatabase : DatabaseOperation<BackupRequest>
{
    // What compression leaves of typical rows; it only decides whether to begin at all.
    private const double ExpectedRatio = 0.35;

    public BackupDatabase(DbaRuntime runtime)
        : base(runtime)
    {
    }

    protected override async Task RunAsync(BackupRequest request, DatabaseScope scope, IPipeline pipeline, CancellationToken cancellationToken)
    {
        if (request.Name is not null && (request.Database.Count > 1 || request.Server.Count > 1))
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.Name), request.Name, "it names one backup, and several databases were given."));
        }
        var source = scope.Require<IBackupSource>();
        var codec = BackupCodecs.For(request.Compression);
        var hasher = new RowHasher(DigestKeyFile.Load(request.DigestKeyFile));
        var plan = await source.PlanAsync(request, cancellationToken);
        if (request.ServerPath is not null && plan.ServerFolder is null)
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.ServerPath), request.ServerPath, "this engine's backups are written to -Path on this machine."));
        }
        var (id, start) = (Guid.NewGuid(), DateTimeOffset.UtcNow);
        var name = request.Name ?? BackupPaths.DefaultName(scope.Database, start, id);
        var folder = Path.Combine(Path.GetFullPath(request.Path), BackupPaths.CheckName(name));
        if (Path.Exists(folder))
        {
            throw new DbaException(DbaErrors.BackupExists(folder));
        }
        var answer = await pipeline.ConfirmAsync(new ChangePrompt(plan.ServerFolder ?? folder, $"Back up {scope.Database} ({plan.Tables} tables)", null), cancellationToken);
        if (answer != ChangeAnswer.Proceed)
        {
            if (answer == ChangeAnswer.WhatIf)
            {
                await pipeline.WriteAsync(WhatIf(scope, id, start, folder, plan), cancellationToken);
            }
            return;
        }
        var needed = request.SkipSpaceCheck || plan.ServerFolder is not null ? 0 : (long)((plan.RawBytes ?? 0) * (request.Compression == BackupCompression.None ? 1 : ExpectedRatio));
        foreach (var left in BackupWriter.LeftOvers(request.Path))
        {
            pipeline.Warning($"'{left}' is what an interrupted backup left behind. It is no backup and only takes space: remove that folder.");
        }
        await using var writer = BackupWriter.Create(request.Path, name, needed);
        var job = new BackupJob(id, scope.Origin(), request, writer, codec, hasher, start);
        var manifest = await source.BackUpAsync(job, pipeline, cancellationToken);
        if (!request.AllowIncomplete && manifest.Omitted.Where(o => !o.Asked).ToList() is { Count: > 0 } missing)
        {
            throw new DbaException(DbaErrors.BackupIncomplete(scope.Database ?? "", missing));
        }
        await writer.CompleteAsync(manifest with { End = DateTimeOffset.UtcNow }, cancellationToken);
        manifest = (await BackupReader.OpenAsync(folder, CancellationToken.None)).Manifest;
        foreach (var omission in manifest.Omitted.Where(o => !o.Asked))
        {
            pipeline.Warning($"Not in the backup: {omission.Kind} {omission.Name}: {omission.Reason}");
        }
        await RememberAsync(manifest, folder, pipeline, cancellationToken);
        await pipeline.WriteAsync(DbaBackup.From(manifest, folder, scope.Session.Server).KeptFor(Runtime.Router.TryProfileOf(scope.Session.Server)?.Retention), cancellationToken);
    }

    private static DbaBackup WhatIf(DatabaseScope scope, Guid id, DateTimeOffset start, string folder, BackupPlan plan) => new(scope.Origin())
    {
        BackupId = id.ToString(),
        Status = "WhatIf",
        Type = "Full",
        Method = plan.Method,
        Tool = "DbaPS",
        Start = start,
        RawBytes = plan.RawBytes,
        Tables = plan.Tables,
        Path = folder,
        ServerFiles = plan.ServerFolder is { } place ? [place] : [],
    };

    private async Task RememberAsync(BackupManifest manifest, string folder, IPipeline pipeline, CancellationToken cancellationToken)
    {
        try
        {
            var record = new BackupRecord(manifest.BackupId, folder, manifest.Engine, manifest.ServerVersion, manifest.Start, manifest.End,
                manifest.Files.Sum(f => f.Size), manifest.Files.Sum(f => f.RawSize));
            var history = await Runtime.History.OpenAsync(cancellationToken);
            await history.AppendAsync(new HistoryEntry(Guid.NewGuid(), BackupRecord.Kind, manifest.Server, manifest.Database, manifest.End,
                JsonSerializer.Serialize(record, BackupJson.Default.BackupRecord)), cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The backup is complete and on disk: a history that can't be written must not make it look failed.
            pipeline.Warning($"The backup is complete, but the history could not record it: {failure.Message}");
        }
    }
}
