using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Connections;

/// <summary>Opens sessions.</summary>
[Operation("Connect", "DbaServer", Summary = "Opens a session with a server and keeps it for the cmdlets that follow.", Output = typeof(DbaSession))]
public sealed class ConnectServer : IOperation<ConnectRequest>
{
    private readonly DbaRuntime _runtime;

    public ConnectServer(DbaRuntime runtime) => _runtime = runtime;

    public async Task RunAsync(ConnectRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        RequestValidator.Validate(request);
        if (request.Server.Count == 0)
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.Server), null, "it is required."));
        }
        ServerMessages.SendTo(pipeline);
        foreach (var target in request.Server)
        {
            try
            {
                var session = target.Text is null
                    ? await _runtime.Sessions.ResolveAsync(target, request.Engine, request.ToConnectOptions(), cancellationToken)
                    : await _runtime.Sessions.OpenAsync(target, request.Engine, request.ToConnectOptions(), isImplicit: false, cancellationToken);
                await pipeline.WriteAsync(session, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                pipeline.Error(DbaErrors.Unexpected(failure) with { Target = target.ToString() });
            }
        }
    }
}
