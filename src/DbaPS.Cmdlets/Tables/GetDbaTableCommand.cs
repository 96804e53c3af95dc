using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.Tables;

namespace DbaPS.Cmdlets.Tables;

[Cmdlet(VerbsCommon.Get, "DbaTable")]
[OutputType(typeof(DbaTable))]
public sealed class GetDbaTableCommand : DbaDatabaseCmdlet<GetTable, TableListRequest>
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? Schema { get; set; }

    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[]? Table { get; set; }

    [Parameter]
    public SwitchParameter IncludeSystem { get; set; }
}
