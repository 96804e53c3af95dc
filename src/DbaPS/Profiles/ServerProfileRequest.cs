using DbaPS.Operations;

namespace DbaPS.Profiles;

/// <summary>What Get-DbaServerProfile takes.</summary>
public sealed record ServerProfileRequest
{
    [Argument("Names; * and ? are wildcards. Default: all.", Position = 0)]
    public IReadOnlyList<string> Name { get; init; } = [];

    [Argument("Only servers of these groups.")]
    public IReadOnlyList<string> Group { get; init; } = [];

    [Argument("Only servers that have all these tags.")]
    public IReadOnlyList<string> Tag { get; init; } = [];
}
