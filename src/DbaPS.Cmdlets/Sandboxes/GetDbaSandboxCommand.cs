using System.Management.Automation;
using DbaPS.Sandboxes;

namespace DbaPS.Cmdlets.Sandboxes;

[Cmdlet(VerbsCommon.Get, "DbaSandbox")]
[OutputType(typeof(DbaSandbox))]
public sealed class GetDbaSandboxCommand : DbaCmdlet<GetSandbox, GetSandboxRequest>
{
    [Parameter(Position = 0)]
    public string[]? SandboxId { get; set; }
}
