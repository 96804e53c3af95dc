using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Sandboxes;

/// <summary>Lists this user's sandboxes.</summary>
[Operation("Get", "DbaSandbox", Summary = "Lists the sandboxes of this user, running or not.", Output = typeof(DbaSandbox), Requires = [typeof(ISandboxProvider)])]
public sealed class GetSandbox : IOperation<GetSandboxRequest>
{
    private readonly DbaRuntime _runtime;

    public GetSandbox(DbaRuntime runtime) => _runtime = runtime;

    public async Task RunAsync(GetSandboxRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        await foreach (var sandbox in new SandboxStore(_runtime).ReadAsync(cancellationToken))
        {
            if (NamePattern.Matches(request.SandboxId, sandbox.SandboxId))
            {
                await pipeline.WriteAsync(sandbox, cancellationToken);
            }
        }
    }
}
