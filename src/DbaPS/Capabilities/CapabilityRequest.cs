using DbaPS.Operations;

namespace DbaPS.Capabilities;

/// <summary>What Get-DbaCapability takes.</summary>
public sealed record CapabilityRequest : ServerRequest
{
    [Argument("Cmdlets to ask about; * and ? are wildcards. Default: all that work on a server.", Position = 1)]
    public IReadOnlyList<string> Cmdlet { get; init; } = [];
}
