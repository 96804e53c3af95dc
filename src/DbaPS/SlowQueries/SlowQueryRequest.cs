using System.ComponentModel.DataAnnotations;
using DbaPS.Operations;

namespace DbaPS.SlowQueries;

/// <summary>What Get-DbaSlowQuery takes.</summary>
public sealed record SlowQueryRequest : ServerRequest
{
    [Argument("Only statements of these databases; * and ? are wildcards. Default: all. With -Workload: the databases to run it in. Default: the session's own.", FromPipeline = true)]
    public IReadOnlyList<string> Database { get; init; } = [];

    [Argument("How many statements at the most. Default: 20.")]
    [Range(1, int.MaxValue)]
    public int Top { get; init; } = 20;

    [Argument("Watch the server for so long: two readings of its counters, and what lies between them.")]
    public TimeSpan? Interval { get; init; }

    [Argument("Compare with the reading in the history that is nearest to this moment.")]
    public DateTimeOffset? Since { get; init; }

    [Argument("Rank by TotalTime, MeanTime, MaxTime, P95Time, Calls, Rows, LogicalReads, PhysicalReads, TempBytes or WalOrLogBytes. Default: TotalTime.")]
    public SlowQueryOrder OrderBy { get; init; }

    [Argument("Only statements that take at least so long on average.")]
    public TimeSpan? MinMeanTime { get; init; }

    [Argument("Only statements run at least so many times in the window.")]
    [Range(1, long.MaxValue)]
    public long MinCalls { get; init; } = 1;

    [Argument("Only statements of these users; * and ? are wildcards. Default: all.")]
    public IReadOnlyList<string> User { get; init; } = [];

    [Argument("Also DbaPS's own statements.")]
    public bool IncludeOwn { get; init; }

    [Argument("Also statements that read nothing but the engine's own catalogue, and those that only set up a session or a transaction (pools and dumps send them).")]
    public bool IncludeSystem { get; init; }

    [Argument("Don't append this reading to the history.")]
    public bool NoHistory { get; init; }

    [Argument("Time the statements of this file instead, read-only, one after another. Works on engines without counters.", IsPath = true)]
    public string? Workload { get; init; }

    [Argument("How often each statement of the workload is run. Default: 5.")]
    [Range(1, 100_000)]
    public int Repeat { get; init; } = 5;
}
