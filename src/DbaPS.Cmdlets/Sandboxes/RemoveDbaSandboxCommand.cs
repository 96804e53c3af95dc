using System.Management.Automation;
using DbaPS.Sandboxes;

namespace DbaPS.Cmdlets.Sandboxes;

[Cmdlet(VerbsCommon.Remove, "DbaSandbox", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(DbaSandboxRemoval))]
public sealed class RemoveDbaSandboxCommand : DbaCmdlet<RemoveSandbox, RemoveSandboxRequest>
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[]? SandboxId { get; set; }

    [Parameter]
    public SwitchParameter Expired { get; set; }
}
