using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Sandboxes;

/// <summary>Stops sandboxes and deletes what they were.</summary>
[Operation("Remove", "DbaSandbox", Summary = "Stops a sandbox by its process id and deletes its folder.", Output = typeof(DbaSandboxRemoval), Requires = [typeof(ISandboxProvider)],
    Changes = true, Destructive = true)]
public sealed class RemoveSandbox : IOperation<RemoveSandboxRequest>
{
    private readonly SandboxStore _store;

    public RemoveSandbox(DbaRuntime runtime) => _store = new SandboxStore(runtime);

    public async Task RunAsync(RemoveSandboxRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        if (request.SandboxId.Count == 0 && !request.Expired)
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.SandboxId), null, "name a sandbox, or give -Expired."));
        }
        var wanted = request.SandboxId.ToHashSet(StringComparer.Ordinal);
        await foreach (var sandbox in _store.ReadAsync(cancellationToken))
        {
            if (wanted.Remove(sandbox.SandboxId) || (request.Expired && sandbox.State == "Expired"))
            {
                await RemoveAsync(sandbox, pipeline, cancellationToken);
            }
        }
        foreach (var missing in wanted)
        {
            pipeline.Error(DbaErrors.ObjectMissing("sandbox", missing, "This user"));
        }
    }

    private async Task RemoveAsync(DbaSandbox sandbox, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var started = DateTimeOffset.UtcNow;
        var answer = await pipeline.ConfirmAsync(new ChangePrompt($"sandbox {sandbox.SandboxId} ({sandbox.Server})", "Stop and delete", null, Destructive: true), cancellationToken);
        var status = answer switch { ChangeAnswer.Proceed => ChangeStatus.Done, ChangeAnswer.WhatIf => ChangeStatus.WhatIf, _ => ChangeStatus.Declined };
        if (status == ChangeStatus.Done)
        {
            try
            {
                await _store.RemoveAsync(sandbox.SandboxId, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                status = ChangeStatus.Failed;
                pipeline.Error(DbaErrors.Unexpected(failure) with { Target = sandbox.SandboxId });
            }
        }
        await pipeline.WriteAsync(
            new DbaSandboxRemoval(new ObjectOrigin(sandbox.Engine, sandbox.ServerVersion, sandbox.Server, sandbox.Database, DateTimeOffset.UtcNow))
            {
                SandboxId = sandbox.SandboxId,
                Action = "RemoveSandbox",
                Sql = "",
                Status = status,
                StartedAt = started,
                Duration = DateTimeOffset.UtcNow - started,
            },
            cancellationToken);
    }
}
