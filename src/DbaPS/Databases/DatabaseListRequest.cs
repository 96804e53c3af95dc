using DbaPS.Operations;

namespace DbaPS.Databases;

/// <summary>What Get-DbaDatabase takes.</summary>
public sealed record DatabaseListRequest : ServerRequest
{
    [Argument("Names to list; * and ? are wildcards. Default: all.", Position = 1)]
    public IReadOnlyList<string> Database { get; init; } = [];

    [Argument("Names to leave out; * and ? are wildcards.")]
    public IReadOnlyList<string> ExcludeDatabase { get; init; } = [];

    [Argument("Also the engine's own databases and templates.")]
    public bool IncludeSystem { get; init; }
}
