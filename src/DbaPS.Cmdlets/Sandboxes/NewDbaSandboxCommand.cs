using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.Engines;
using DbaPS.Sandboxes;

namespace DbaPS.Cmdlets.Sandboxes;

[Cmdlet(VerbsCommon.New, "DbaSandbox", SupportsShouldProcess = true)]
[OutputType(typeof(DbaSandbox))]
public sealed class NewDbaSandboxCommand : DbaCmdlet<NewSandbox, NewSandboxRequest>
{
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(EngineCompleter))]
    public EngineId? Engine { get; set; }

    [Parameter]
    [ValidateRange(1, 99)]
    public int? Version { get; set; }

    [Parameter]
    public string? ToolPath { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? Lifetime { get; set; }
}
