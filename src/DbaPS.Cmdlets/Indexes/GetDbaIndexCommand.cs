using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.Indexes;

namespace DbaPS.Cmdlets.Indexes;

[Cmdlet(VerbsCommon.Get, "DbaIndex")]
[OutputType(typeof(DbaIndex))]
public sealed class GetDbaIndexCommand : DbaDatabaseCmdlet<GetIndex, IndexListRequest>
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? Schema { get; set; }

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[]? Table { get; set; }

    [Parameter]
    public string[]? Index { get; set; }

    [Parameter]
    public SwitchParameter IncludeSystem { get; set; }
}
