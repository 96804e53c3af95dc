using System.Diagnostics;
using System.Text.Json;
using DbaPS.Backups;
using DbaPS.Connections;
using DbaPS.Digests;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.History;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.Sandboxes;
using DbaPS.Sql;

namespace DbaPS.Restores;

/// <summary>A restore drill: restores a backup into a sandbox of its own and proves what came out.</summary>
[Operation("Test", "DbaRestore", Summary = "Restores a backup into a sandbox, or on a server of yours under a name of its own, and proves it: every row by digest, every object, integrity, assertions, time and loss window.",
    Output = typeof(DbaRestoreTest), Changes = true,
    Requires = [typeof(IRestoreTarget), typeof(ITableDigester), typeof(ISchemaInventory), typeof(IRestoreProof), typeof(IIntegrityChecker), typeof(ISqlAssertion)])]
public sealed class TestRestore : IOperation<RestoreTestRequest>
{
    private const string Activity = "Testing a restore";

    private readonly DbaRuntime _runtime;

    public TestRestore(DbaRuntime runtime) => _runtime = runtime;

    public async Task RunAsync(RestoreTestRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        RequestValidator.Validate(request);
        var backup = await BackupLocator.OpenAsync(_runtime, request.Path, request.BackupId, cancellationToken);
        var hasher = Hasher(backup, request.DigestKeyFile);
        var manifest = backup.Manifest;
        var drill = $"dbaps_drill_{Guid.NewGuid().ToString("N")[..8]}";
        var place = request.Server is null ? $"a {manifest.Engine} sandbox on this machine" : $"{drill} on {request.Server}";
        if (await pipeline.ConfirmAsync(new ChangePrompt(place, $"Restore the backup of {manifest.Database} of {manifest.Start:u} into it and prove it", null), cancellationToken) != ChangeAnswer.Proceed)
        {
            return;
        }
        var profile = _runtime.Router.TryProfileOf(new ServerReference(manifest.Server, Guid.Empty));
        request = request with { RpoTarget = request.RpoTarget ?? profile?.RpoTarget, RtoTarget = request.RtoTarget ?? profile?.RtoTarget };
        var clock = Stopwatch.StartNew();
        var test = request.Server is null
            ? await InSandboxAsync(request, backup, hasher, clock, pipeline, cancellationToken)
            : await OnServerAsync(request, backup, hasher, drill, clock, pipeline, cancellationToken);
        pipeline.Progress(new(Activity, "", 1, Completed: true));
        test = request.NoHistory ? test : await RememberAsync(test, manifest, pipeline, cancellationToken);
        await pipeline.WriteAsync(test, cancellationToken);
    }

    private async Task<DbaRestoreTest> InSandboxAsync(
        RestoreTestRequest request, BackupReader backup, RowHasher hasher, Stopwatch clock, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var started = DateTimeOffset.UtcNow;
        var store = new SandboxStore(_runtime);
        ServerMessages.SendTo(pipeline);
        pipeline.Progress(new(Activity, "starting a sandbox"));
        var sandbox = await CreateSandboxAsync(request, backup.Manifest, store, pipeline, cancellationToken);
        try
        {
            var session = await _runtime.Sessions.ResolveAsync(new ServerTarget(sandbox.Server), null, new ConnectOptions(), cancellationToken);
            var job = new RestoreJob(backup, backup.Manifest.Method == BackupMethods.Copy ? Path.Combine(sandbox.Path, "drill.db") : "drill")
            {
                Roles = RestoreRoleMode.Create,
                RolesWithoutLogin = true,
                ProvedAfterwards = true,
                NoTablespaces = true,
                // A machine for drills need not have the source's locales: rows and objects are the same by any.
                Locale = OperatingSystem.IsLinux() ? "C.UTF-8" : "C",
                Jobs = request.Jobs,
            };
            return await DrillAsync(request, job, session, hasher, sandbox.SandboxId, started, clock, pipeline, cancellationToken);
        }
        finally
        {
            if (!request.KeepSandbox)
            {
                // Also when it was cancelled: a sandbox nobody asked to keep goes.
                await store.RemoveAsync(sandbox.SandboxId, CancellationToken.None);
            }
        }
    }

    /// <summary>Under a name of its own on a server the user names.</summary>
    private async Task<DbaRestoreTest> OnServerAsync(
        RestoreTestRequest request, BackupReader backup, RowHasher hasher, string name, Stopwatch clock, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var started = DateTimeOffset.UtcNow;
        ServerMessages.SendTo(pipeline);
        var session = await _runtime.Sessions.ResolveAsync(request.Server!, new EngineId(backup.Manifest.Engine), new ConnectOptions(), cancellationToken);
        if (session.Engine != new EngineId(backup.Manifest.Engine))
        {
            throw new DbaException(DbaErrors.RestoreEngineMismatch(backup.Manifest.Engine, session.Engine));
        }
        // A file stands beside the one that was named.
        var target = backup.Manifest.Method == BackupMethods.Copy ? Path.Combine(Path.GetDirectoryName(ServerAddress.Parse(session.Server.Address).Path) ?? "", $"{name}.db") : name;
        try
        {
            return await DrillAsync(request, new RestoreJob(backup, target) { ProvedAfterwards = true, Jobs = request.Jobs }, session, hasher, null, started, clock, pipeline, cancellationToken);
        }
        finally
        {
            if (!request.KeepSandbox)
            {
                await session.Require<IRestoreTarget>().RemoveAsync(target, CancellationToken.None);
            }
        }
    }

    /// <summary>A server of the backup's own version where one is installed: another writes definitions otherwise, so only their presence can be compared.</summary>
    private static async Task<DbaSandbox> CreateSandboxAsync(RestoreTestRequest request, BackupManifest manifest, SandboxStore store, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var engine = new EngineId(manifest.Engine);
        TimeSpan? lifetime = request.KeepSandbox ? null : TimeSpan.FromDays(1);
        if (request.Version is null && manifest.Method != BackupMethods.Copy)
        {
            try
            {
                return await store.CreateAsync(engine, ServerVersion.Parse(manifest.ServerVersion).Major, request.ToolPath, lifetime, pipeline, cancellationToken);
            }
            catch (DbaException failure) when (failure.Error.Id == "ToolMissing")
            {
                pipeline.Verbose(failure.Message);
            }
        }
        return await store.CreateAsync(engine, request.Version, request.ToolPath, lifetime, pipeline, cancellationToken);
    }

    private static RowHasher Hasher(BackupReader backup, string? keyFile)
    {
        var hasher = new RowHasher(DigestKeyFile.Load(keyFile));
        return hasher.KeyId == backup.Manifest.DigestKeyId ? hasher : throw new DbaException(DbaErrors.DigestKeyWrong(backup.Manifest.DigestKeyId, hasher.KeyId));
    }

    private async Task<DbaRestoreTest> DrillAsync(
        RestoreTestRequest request, RestoreJob job, DbaSession session, RowHasher hasher, string? sandbox, DateTimeOffset started, Stopwatch clock, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var backup = job.Backup;
        var manifest = backup.Manifest;
        var isFile = manifest.Method == BackupMethods.Copy;
        var test = new DbaRestoreTest(session.Origin(job.Target) with { Database = job.Target })
        {
            BackupId = manifest.BackupId,
            BackupPath = backup.Folder,
            Sandbox = sandbox,
            RecoveredTo = manifest.SnapshotAt,
            RpoActual = started - (manifest.SnapshotAt ?? manifest.Start),
            RpoTarget = request.RpoTarget,
            RtoTarget = request.RtoTarget,
        };
        var restorer = session.Require<IRestoreTarget>();
        var notes = new List<string>();
        TimeSpan duration;
        try
        {
            pipeline.Progress(new(Activity, "restoring"));
            var before = clock.Elapsed;
            var plan = await restorer.PlanAsync(job, cancellationToken);
            if (plan.Problems.Count > 0)
            {
                throw new DbaException(plan.Problems.Count == 1 ? plan.Problems[0] : DbaErrors.RestorePlanBlocked(plan.Target, plan.Problems));
            }
            notes.AddRange(plan.NewRoles.Select(r => $"The role {r} is not in the sandbox and was made there without login."));
            notes.AddRange((await restorer.ExecuteAsync(job, plan, pipeline, cancellationToken)).Notes);
            duration = clock.Elapsed - before;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return test with { Findings = await DamagesAsync(backup, DbaErrors.Unexpected(failure), cancellationToken), Notes = notes };
        }
        await using var restored = await EnterAsync(session, manifest, job.Target, isFile, cancellationToken);
        return await ProveAsync(request, test with { RestoreDuration = duration, Notes = notes }, restored, backup, hasher, clock, pipeline, cancellationToken);
    }

    private async Task<DatabaseScope> EnterAsync(DbaSession session, BackupManifest manifest, string target, bool isFile, CancellationToken cancellationToken)
    {
        if (!isFile)
        {
            return await session.EnterAsync(target, cancellationToken);
        }
        var opened = await _runtime.Sessions.OpenAsync(new ServerTarget(target), new EngineId(manifest.Engine), new ConnectOptions(), isImplicit: true, cancellationToken);
        return await opened.EnterAsync(null, cancellationToken);
    }

    private async Task<DbaRestoreTest> ProveAsync(
        RestoreTestRequest request, DbaRestoreTest test, DatabaseScope restored, BackupReader backup, RowHasher hasher, Stopwatch clock, IPipeline pipeline, CancellationToken cancellationToken)
    {
        await using var source = request.Source is { } target
            ? await (await _runtime.Sessions.ResolveAsync(target, new EngineId(backup.Manifest.Engine), new ConnectOptions { ReadOnly = true }, cancellationToken)).EnterAsync(null, cancellationToken)
            : null;
        pipeline.Progress(new(Activity, "comparing every row and object"));
        var prover = new RestoreProver(backup, restored, source, hasher);
        await prover.ProveAsync(request.Jobs, cancellationToken);
        var recovered = clock.Elapsed;
        pipeline.Progress(new(Activity, "checking integrity"));
        var integrity = await restored.Require<IIntegrityChecker>().CheckAsync(request.Jobs, cancellationToken);
        var assertions = new List<RestoreAssertion>();
        foreach (var sql in request.Assert)
        {
            assertions.Add(await AssertAsync(restored, sql, cancellationToken));
        }
        return test with
        {
            RtoActual = recovered,
            IntegrityResult = integrity,
            Digest = prover.Digest,
            RowsLost = prover.RowsLost,
            Assertions = assertions,
            Notes = [.. test.Notes, .. prover.Notes],
            Findings =
            [
                .. prover.Findings,
                .. integrity.Problems.Select(p => new RestoreFinding(RestoreFindingKind.Integrity, backup.Manifest.Database ?? "", p)),
                .. assertions.Where(a => !a.Holds).Select(a => new RestoreFinding(RestoreFindingKind.Assertion, a.Sql, a.Error ?? "It is not true in the restored database.")),
            ],
        };
    }

    private static async Task<RestoreAssertion> AssertAsync(DatabaseScope restored, string sql, CancellationToken cancellationToken)
    {
        try
        {
            // Of several only one would be looked at.
            return StatementSplitter.Split(sql, restored.Session.Dialect).Count == 1
                ? new RestoreAssertion(sql, await restored.Require<ISqlAssertion>().HoldsAsync(sql, cancellationToken))
                : throw new DbaException(DbaErrors.InvalidParameter(nameof(RestoreTestRequest.Assert), sql, "an assertion is one query."));
        }
        catch (DbaException failure)
        {
            return new RestoreAssertion(sql, Holds: false, failure.Message);
        }
    }

    /// <summary>Why a restore failed: every damaged file by name with the tables it holds, otherwise what the restore itself says.</summary>
    private static async Task<IReadOnlyList<RestoreFinding>> DamagesAsync(BackupReader backup, DbaError error, CancellationToken cancellationToken)
    {
        var findings = new List<RestoreFinding>();
        foreach (var file in backup.Manifest.Files)
        {
            try
            {
                await Task.Run(() => backup.Verify(file, cancellationToken), cancellationToken);
            }
            catch (DbaException damage)
            {
                var tables = backup.Manifest.Tables.Where(t => t.Files.Contains(file.Path)).Select(t => t.DisplayName).ToList();
                findings.Add(new(RestoreFindingKind.FileDamaged, file.Path, tables.Count == 0 ? damage.Message : $"{damage.Message} It holds rows of {string.Join(", ", tables)}."));
            }
        }
        return findings.Count > 0 ? findings : [new(RestoreFindingKind.RestoreFailed, error.Target?.ToString() ?? "", error.ToString())];
    }

    private async Task<DbaRestoreTest> RememberAsync(DbaRestoreTest test, BackupManifest manifest, IPipeline pipeline, CancellationToken cancellationToken)
    {
        try
        {
            var id = Guid.NewGuid();
            var history = await _runtime.History.OpenAsync(cancellationToken);
            var record = JsonSerializer.Serialize(RestoreDrill.From(test), RestoreJson.Default.RestoreDrill);
            await history.AppendAsync(new HistoryEntry(id, RestoreDrill.Kind, manifest.Server, manifest.Database, test.CollectedAt, record), cancellationToken);
            return test with { EvidenceId = id };
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            pipeline.Warning($"The drill was done, but the history could not record it: {failure.Message}");
            return test;
        }
    }
}
