using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.Profiles;

namespace DbaPS.Servers;

/// <summary>Looks at a server step by step, also where logging in fails.</summary>
[Operation("Test", "DbaServer", Summary = "Checks a server step by step: name, port, TLS and certificate, login, round trip, clock, version, grants; says what failed and what to do.",
    Output = typeof(DbaServerCheck))]
public sealed class TestServer : IOperation<ServerTestRequest>
{
    private readonly DbaRuntime _runtime;

    public TestServer(DbaRuntime runtime) => _runtime = runtime;

    public async Task RunAsync(ServerTestRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        RequestValidator.Validate(request);
        var targets = TargetExpansion.Expand(_runtime.Profiles, request.Server, request.Group, pipeline.Error);
        if (request.Server.Count == 0 && request.Group.Count == 0)
        {
            targets = [new ServerTarget(_runtime.Sessions.Default())];
        }
        ServerMessages.SendTo(pipeline);
        using var turn = new SemaphoreSlim(1, 1);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = request.ThrottleLimit, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(targets, parallel, async (target, token) =>
        {
            var examination = new ServerExamination(_runtime, request, target);
            try
            {
                await examination.RunAsync(token);
            }
            catch (Exception failure) when (!token.IsCancellationRequested)
            {
                pipeline.Error(DbaErrors.Unexpected(failure) with { Target = target.ToString() });
            }
            // The checks of one server stay together.
            await turn.WaitAsync(token);
            try
            {
                foreach (var check in examination.Checks)
                {
                    await pipeline.WriteAsync(check, token);
                }
            }
            finally
            {
                turn.Release();
            }
        });
    }
}
