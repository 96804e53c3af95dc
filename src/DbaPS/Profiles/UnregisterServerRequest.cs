using DbaPS.Operations;

namespace DbaPS.Profiles;

/// <summary>What Unregister-DbaServer takes.</summary>
public sealed record UnregisterServerRequest
{
    [Argument("The names to forget.", Position = 0, Required = true, FromPipeline = true)]
    public IReadOnlyList<string> Name { get; init; } = [];
}
