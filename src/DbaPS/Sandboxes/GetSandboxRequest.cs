using DbaPS.Operations;

namespace DbaPS.Sandboxes;

/// <summary>What Get-DbaSandbox takes.</summary>
public sealed record GetSandboxRequest
{
    [Argument("Ids to list; * and ? are wildcards. Default: all.", Position = 0)]
    public IReadOnlyList<string> SandboxId { get; init; } = [];
}
