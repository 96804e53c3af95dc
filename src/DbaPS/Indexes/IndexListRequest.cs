using DbaPS.Operations;

namespace DbaPS.Indexes;

/// <summary>What Get-DbaIndex takes.</summary>
public sealed record IndexListRequest : DatabaseRequest
{
    [Argument("Schemas to list; * and ? are wildcards. Default: all of the user's.", FromPipeline = true)]
    public IReadOnlyList<string> Schema { get; init; } = [];

    [Argument("Tables whose indexes to list; * and ? are wildcards. Default: all.", Position = 1, FromPipeline = true)]
    public IReadOnlyList<string> Table { get; init; } = [];

    [Argument("Indexes to list; * and ? are wildcards. Default: all.")]
    public IReadOnlyList<string> Index { get; init; } = [];

    [Argument("Also the engine's own.")]
    public bool IncludeSystem { get; init; }
}
