using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.Profiles;

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
        if (request.Server.Count == 0 && request.Group.Count == 0)
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.Server), null, "it is required."));
        }
        ServerMessages.SendTo(pipeline);
        var options = request.ToConnectOptions();
        var targets = TargetExpansion.Expand(_runtime.Profiles, request.Server, request.Group, pipeline.Error);
        // Opened at the same time, given out in the order they were named.
        using var throttle = new SemaphoreSlim(request.ThrottleLimit);
        var opening = targets.Select(target => (Target: target, Session: OpenAsync(target, request, options, throttle, cancellationToken))).ToList();
        foreach (var (target, session) in opening)
        {
            try
            {
                await pipeline.WriteAsync(await session, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                pipeline.Error(DbaErrors.Unexpected(failure) with { Target = target.ToString() });
            }
        }
    }

    private async Task<DbaSession> OpenAsync(ServerTarget target, ConnectRequest request, ConnectOptions options, SemaphoreSlim throttle, CancellationToken cancellationToken)
    {
        await throttle.WaitAsync(cancellationToken);
        try
        {
            return target.Text is null
                ? await _runtime.Sessions.ResolveAsync(target, request.Engine, options, cancellationToken)
                : await _runtime.Sessions.OpenAsync(target, request.Engine, options, isImplicit: false, cancellationToken);
        }
        finally
        {
            throttle.Release();
        }
    }
}
