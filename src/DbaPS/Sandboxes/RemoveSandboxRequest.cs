using DbaPS.Operations;

namespace DbaPS.Sandboxes;

/// <summary>What Remove-DbaSandbox takes.</summary>
public sealed record RemoveSandboxRequest
{
    [Argument("The sandboxes to remove, by id.", Position = 0, FromPipeline = true)]
    public IReadOnlyList<string> SandboxId { get; init; } = [];

    [Argument("Remove every sandbox whose lifetime is over.")]
    public bool Expired { get; init; }
}
