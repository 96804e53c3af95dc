using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.Databases;

namespace DbaPS.Cmdlets.Databases;

[Cmdlet(VerbsCommon.Get, "DbaDatabase")]
[OutputType(typeof(DbaDatabase))]
public sealed class GetDbaDatabaseCommand : DbaServerCmdlet<GetDatabase, DatabaseListRequest>
{
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[]? Database { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[]? ExcludeDatabase { get; set; }

    [Parameter]
    public SwitchParameter IncludeSystem { get; set; }
}
