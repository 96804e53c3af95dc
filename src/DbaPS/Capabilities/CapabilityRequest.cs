using DbaPS.Operations;

namespace DbaPS.Capabilities;

/// <summary>What Get-DbaCapability takes.</summary>
public sealed record CapabilityRequest : ServerRequest
{
    [Argument("Cmdlets to ask about; * and ? are wildcards. Default: all that work on a server.", Position = 1)]
    public IReadOnlyList<string> Cmdlet { get; init; } = [];

    [Argument("Give the script of a login that may run these cmdlets and do no more, as text, for an administrator to run.")]
    public bool AsScript { get; init; }

    [Argument("The login's name in the script. Default: dbaps.")]
    public string Role { get; init; } = "dbaps";
}
