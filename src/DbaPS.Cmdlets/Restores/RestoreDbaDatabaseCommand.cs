using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.Restores;

namespace DbaPS.Cmdlets.Restores;

[Cmdlet(VerbsData.Restore, "DbaDatabase", SupportsShouldProcess = true)]
[OutputType(typeof(DbaRestore))]
public sealed class RestoreDbaDatabaseCommand : DbaServerCmdlet<RestoreDatabase, RestoreRequest>
{
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("BackupPath", "FullName")]
    public string? Path { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? BackupId { get; set; }

    [Parameter]
    [Alias("DatabaseName", "TargetDatabase")]
    public string? NewName { get; set; }

    [Parameter]
    [Alias("WithReplace")]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PlanOnly { get; set; }

    [Parameter]
    public RestoreRoleMode Roles { get; set; }

    [Parameter]
    public string[]? RoleMap { get; set; }

    [Parameter]
    public string? ServerPath { get; set; }

    [Parameter]
    public SwitchParameter NoTablespaces { get; set; }

    [Parameter]
    public string? Locale { get; set; }

    [Parameter]
    public SwitchParameter RemoveLeftovers { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[]? Table { get; set; }

    [Parameter]
    public string[]? Schema { get; set; }

    [Parameter]
    [ValidateRange(1, 64)]
    public int Jobs { get; set; }
}
