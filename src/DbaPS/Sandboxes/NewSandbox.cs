using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Sandboxes;

/// <summary>Starts a throwaway server.</summary>
[Operation("New", "DbaSandbox", Summary = "Starts a throwaway server on this machine: loopback only, private folder, own password and certificate.",
    Output = typeof(DbaSandbox), Requires = [typeof(ISandboxProvider)], Changes = true)]
public sealed class NewSandbox : IOperation<NewSandboxRequest>
{
    private readonly DbaRuntime _runtime;

    public NewSandbox(DbaRuntime runtime) => _runtime = runtime;

    public async Task RunAsync(NewSandboxRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        RequestValidator.Validate(request);
        var engine = request.Engine!.Value;
        if (await pipeline.ConfirmAsync(new ChangePrompt($"{engine} sandbox on this machine", "Start", null), cancellationToken) == ChangeAnswer.Proceed)
        {
            var sandbox = await new SandboxStore(_runtime).CreateAsync(engine, request.Version, request.ToolPath, request.Lifetime, pipeline, cancellationToken);
            await pipeline.WriteAsync(sandbox, cancellationToken);
        }
    }
}
