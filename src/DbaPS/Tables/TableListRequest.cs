using DbaPS.Operations;

namespace DbaPS.Tables;

/// <summary>What Get-DbaTable takes.</summary>
public sealed record TableListRequest : DatabaseRequest
{
    [Argument("Schemas to list; * and ? are wildcards. Default: all of the user's.", FromPipeline = true)]
    public IReadOnlyList<string> Schema { get; init; } = [];

    [Argument("Tables to list; * and ? are wildcards. Default: all.", Position = 1)]
    public IReadOnlyList<string> Table { get; init; } = [];

    [Argument("Also the engine's own.")]
    public bool IncludeSystem { get; init; }
}
