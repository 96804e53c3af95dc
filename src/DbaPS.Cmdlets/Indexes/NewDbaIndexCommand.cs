using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.Indexes;

namespace DbaPS.Cmdlets.Indexes;

[Cmdlet(VerbsCommon.New, "DbaIndex", SupportsShouldProcess = true)]
[OutputType(typeof(DbaIndexChange))]
public sealed class NewDbaIndexCommand : DbaDatabaseCmdlet<CreateIndex, NewIndexRequest>
{
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string? Table { get; set; }

    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("Columns")]
    public string[]? Column { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Schema { get; set; }

    [Parameter]
    [Alias("Name")]
    public string? Index { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? Include { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Where { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Method { get; set; }

    [Parameter]
    public SwitchParameter Offline { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan LockTimeout { get; set; }

    [Parameter]
    public string[]? Measure { get; set; }

    [Parameter]
    [ValidateRange(1, 10_000)]
    public int Repeat { get; set; }

    [Parameter]
    public SwitchParameter RevertIfWorse { get; set; }

    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double MinBenefit { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }
}
