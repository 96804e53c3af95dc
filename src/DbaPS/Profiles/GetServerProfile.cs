using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Profiles;

/// <summary>The registered servers.</summary>
[Operation("Get", "DbaServerProfile", Summary = "Lists the registered servers with their addresses, groups and targets.", Output = typeof(DbaServerProfile))]
public sealed class GetServerProfile : IOperation<ServerProfileRequest>
{
    private readonly DbaRuntime _runtime;

    public GetServerProfile(DbaRuntime runtime) => _runtime = runtime;

    public async Task RunAsync(ServerProfileRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var known = _runtime.Profiles.Read();
        foreach (var name in request.Name.Where(n => n.AsSpan().IndexOfAny('*', '?') < 0 && !known.Any(p => p.Name.Equals(n, StringComparison.OrdinalIgnoreCase))))
        {
            pipeline.Error(DbaErrors.ProfileMissing(name, null));
        }
        var names = request.Name.Select(n => n.ToLowerInvariant()).ToList();
        foreach (var profile in known.Where(p => NamePattern.Matches(names, p.Name.ToLowerInvariant()) && IsWanted(p, request)))
        {
            await pipeline.WriteAsync(profile, cancellationToken);
        }
    }

    private static bool IsWanted(DbaServerProfile profile, ServerProfileRequest request) =>
        (request.Group.Count == 0 || request.Group.Any(g => g.TrimStart(TargetExpansion.Mark).Equals(profile.Group, StringComparison.OrdinalIgnoreCase)))
        && request.Tag.All(t => profile.Tags.Contains(t, StringComparer.OrdinalIgnoreCase));
}
