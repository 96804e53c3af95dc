using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.Profiles;

namespace DbaPS.Connections;

/// <summary>Closes sessions and their pools.</summary>
[Operation("Disconnect", "DbaServer", Summary = "Closes sessions and their connection pools.", Output = typeof(void))]
public sealed class DisconnectServer : IOperation<DisconnectRequest>
{
    private readonly DbaRuntime _runtime;

    public DisconnectServer(DbaRuntime runtime) => _runtime = runtime;

    public async Task RunAsync(DisconnectRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var sessions = _runtime.Sessions;
        IReadOnlyList<DbaSession> closing = request.All ? sessions.Every : request.Server.Count == 0 ? [sessions.Default()] : [.. TargetExpansion.Expand(_runtime.Profiles, request.Server, [], pipeline.Error).SelectMany(t => Named(t, pipeline)).Distinct()];
        foreach (var session in closing)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await sessions.CloseAsync(session);
            pipeline.Verbose($"Closed {session}.");
        }
    }

    private IReadOnlyList<DbaSession> Named(ServerTarget target, IPipeline pipeline)
    {
        var found = _runtime.Sessions.Every.Where(s => target.Reference is { } reference ? s.Id == reference.SessionId : s.Server.Address == target.ToString() || string.Equals(s.Profile, target.Text, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0)
        {
            pipeline.Error(DbaErrors.ObjectMissing("open session", target.ToString(), "This process") with { Target = target });
        }
        return found;
    }
}
