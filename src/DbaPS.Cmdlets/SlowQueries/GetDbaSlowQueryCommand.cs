using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.SlowQueries;

namespace DbaPS.Cmdlets.SlowQueries;

[Cmdlet(VerbsCommon.Get, "DbaSlowQuery")]
[OutputType(typeof(SlowQuery))]
public sealed class GetDbaSlowQueryCommand : DbaServerCmdlet<FindSlowQueries, SlowQueryRequest>
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[]? Database { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? Interval { get; set; }

    [Parameter]
    public DateTimeOffset? Since { get; set; }

    [Parameter]
    public SlowQueryOrder OrderBy { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? MinMeanTime { get; set; }

    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long MinCalls { get; set; }

    [Parameter]
    public string[]? User { get; set; }

    [Parameter]
    public SwitchParameter IncludeOwn { get; set; }

    [Parameter]
    public SwitchParameter IncludeSystem { get; set; }

    [Parameter]
    public SwitchParameter NoHistory { get; set; }

    [Parameter]
    public string? Workload { get; set; }

    [Parameter]
    [ValidateRange(1, 100_000)]
    public int Repeat { get; set; }
}
