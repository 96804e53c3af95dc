using System.Reflection;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Profiles;

namespace DbaPS.Operations;

/// <summary>
/// An operation that does the same on each server. Reading ones fan out; changing ones go one by one, so that prompts keep
/// their order. A server that fails is an error in the stream; the others go on.
/// </summary>
public abstract class ServerOperation<TRequest> : IOperation<TRequest>
    where TRequest : ServerRequest
{
    protected ServerOperation(DbaRuntime runtime) => Runtime = runtime;

    protected DbaRuntime Runtime { get; }

    public async Task RunAsync(TRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        RequestValidator.Validate(request);
        CheckRequest(request);
        ServerMessages.SendTo(pipeline);
        var targets = TargetExpansion.Expand(Runtime.Profiles, request.Server, request.Group, pipeline.Error);
        if (request.Server.Count == 0 && request.Group.Count == 0)
        {
            targets = [new ServerTarget(Runtime.Sessions.Default())];
        }
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = OneAfterAnother(request) || targets.Count == 1 ? 1 : request.ThrottleLimit,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(targets, parallel, async (target, token) =>
        {
            try
            {
                var session = await Runtime.Sessions.ResolveAsync(target, request.Engine, request.ToConnectOptions(), token);
                await RunAsync(request, session, pipeline, token);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !token.IsCancellationRequested)
            {
                var error = DbaErrors.Unexpected(failure);
                pipeline.Error(error.Target is null ? error with { Target = target.ToString() } : error);
            }
        });
    }

    /// <summary>Refuses a request whose parameters don't go together, before any server is asked.</summary>
    /// <exception cref="DbaException">Names the parameter and why.</exception>
    protected virtual void CheckRequest(TRequest request)
    {
    }

    /// <summary>True when servers take turns. Default: where the operation changes something.</summary>
    protected virtual bool OneAfterAnother(TRequest request) => GetType().GetCustomAttribute<OperationAttribute>()?.Changes ?? false;

    /// <summary>The work on one server.</summary>
    protected abstract Task RunAsync(TRequest request, DbaSession session, IPipeline pipeline, CancellationToken cancellationToken);
}
