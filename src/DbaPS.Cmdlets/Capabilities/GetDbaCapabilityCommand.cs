using System.Management.Automation;
using DbaPS.Capabilities;
using DbaPS.Cmdlets.Completers;

namespace DbaPS.Cmdlets.Capabilities;

[Cmdlet(VerbsCommon.Get, "DbaCapability")]
[OutputType(typeof(DbaCapability))]
public sealed class GetDbaCapabilityCommand : DbaServerCmdlet<GetCapability, CapabilityRequest>
{
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(CmdletNameCompleter))]
    public string[]? Cmdlet { get; set; }

    [Parameter]
    public SwitchParameter AsScript { get; set; }

    [Parameter]
    public string? Role { get; set; }
}
