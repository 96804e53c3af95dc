using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.Engines;
using DbaPS.Tours;

namespace DbaPS.Cmdlets.Tours;

[Cmdlet(VerbsLifecycle.Start, "DbaTour", SupportsShouldProcess = true)]
[OutputType(typeof(DbaTourStep))]
public sealed class StartDbaTourCommand : DbaCmdlet<StartTour, TourRequest>
{
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(EngineCompleter))]
    public EngineId? Engine { get; set; }

    [Parameter]
    public string? ToolPath { get; set; }

    [Parameter]
    public string? ReportPath { get; set; }

    [Parameter]
    public SwitchParameter Keep { get; set; }
}
