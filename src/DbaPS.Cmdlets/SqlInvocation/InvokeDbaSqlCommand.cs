using System.Collections;
using System.Management.Automation;
using DbaPS.SqlInvocation;

namespace DbaPS.Cmdlets.SqlInvocation;

[Cmdlet(VerbsLifecycle.Invoke, "DbaSql", SupportsShouldProcess = true)]
[OutputType(typeof(DbaRow))]
public sealed class InvokeDbaSqlCommand : DbaDatabaseCmdlet<InvokeSql, SqlRequest>
{
    [Parameter(Position = 1)]
    [Alias("Sql")]
    public string? Query { get; set; }

    [Parameter]
    public string[]? Path { get; set; }

    [Parameter]
    public IDictionary? Parameters { get; set; }

    [Parameter]
    public RowForm As { get; set; }

    [Parameter]
    public SwitchParameter Transaction { get; set; }

    [Parameter]
    public SwitchParameter AppendServer { get; set; }

    [Parameter]
    public string? Csv { get; set; }

    [Parameter]
    public string? Into { get; set; }

    [Parameter]
    [ValidateLength(1, 1)]
    public string? Delimiter { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }
}
