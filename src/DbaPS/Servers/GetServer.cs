using DbaPS.Connections;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Servers;

/// <summary>Identity of each server.</summary>
[Operation("Get", "DbaServer", Summary = "Tells what a server is: engine, version, edition, role, uptime, TLS and end of life.", Output = typeof(DbaServer), Requires = [typeof(IServerSource)])]
public sealed class GetServer : ServerOperation<ServerIdentityRequest>
{
    public GetServer(DbaRuntime runtime)
        : base(runtime)
    {
    }

    protected override async Task RunAsync(ServerIdentityRequest request, DbaSession session, IPipeline pipeline, CancellationToken cancellationToken) =>
        await pipeline.WriteAsync(await session.Require<IServerSource>().ReadAsync(session.Origin(), cancellationToken), cancellationToken);
}
