using DbaPS.Engines;

namespace DbaPS.Sandboxes;

/// <summary>What became of a sandbox that was to be removed.</summary>
public sealed record DbaSandboxRemoval : DbaChange
{
    public DbaSandboxRemoval(ObjectOrigin origin)
        : base(origin)
    {
    }

    public required string SandboxId { get; init; }
}
