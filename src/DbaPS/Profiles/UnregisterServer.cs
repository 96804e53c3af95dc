using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Profiles;

/// <summary>Forgets profiles. The servers, their sessions and their secrets stay as they are.</summary>
[Operation("Unregister", "DbaServer", Summary = "Forgets a registered server: its name and what goes with it. The server itself is not touched.", Output = typeof(DbaProfileChange), Changes = true)]
public sealed class UnregisterServer : IOperation<UnregisterServerRequest>
{
    private readonly DbaRuntime _runtime;

    public UnregisterServer(DbaRuntime runtime) => _runtime = runtime;

    public async Task RunAsync(UnregisterServerRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        RequestValidator.Validate(request);
        var store = _runtime.Profiles;
        foreach (var name in request.Name)
        {
            if (store.Find(name) is not { } profile)
            {
                pipeline.Error(DbaErrors.ProfileMissing(name, null));
                continue;
            }
            await ProfileChanges.RunAsync("Unregister", profile, store, pipeline,
                () => store.ChangeAsync(known => known.Where(p => !p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)), cancellationToken), cancellationToken);
        }
    }
}
