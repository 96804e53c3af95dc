using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Sql;

namespace DbaPS.SlowQueries;

/// <summary>The timings of one statement of a workload, in the order they were taken.</summary>
internal sealed record WorkloadTimings(SqlStatement Statement, IReadOnlyList<StatementTiming> Runs)
{
    public TimeSpan Total => new(Runs.Sum(r => r.Duration.Ticks));

    /// <summary>The middle run; between the two middle ones of an even number.</summary>
    public TimeSpan Median
    {
        get
        {
            var sorted = Sorted;
            var middle = sorted.Length / 2;
            return sorted.Length % 2 == 1 ? new(sorted[middle]) : new((sorted[middle - 1] + sorted[middle]) / 2);
        }
    }

    public TimeSpan Max => new(Sorted[^1]);

    /// <summary>The smallest time that 95 of 100 runs do not exceed (nearest rank).</summary>
    public TimeSpan P95 => Percentile(0.95);

    /// <summary>The smallest time that this part of the runs does not exceed (nearest rank).</summary>
    public TimeSpan Percentile(double part) => new(Sorted[Math.Max(1, (int)Math.Ceiling(Runs.Count * part)) - 1]);

    private long[] Sorted => [.. Runs.Select(r => r.Duration.Ticks).Order()];

    /// <summary>
    /// Runs statements in rounds, each once a round, so that what slows the machine down for a while slows all of them.
    /// One that fails is an error in the stream and left out of later rounds.
    /// </summary>
    public static async Task<IReadOnlyList<WorkloadTimings>> TakeAsync(
        IStatementTimer timer, IReadOnlyList<SqlStatement> statements, int rounds, string activity, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var runs = statements.ToDictionary(s => s, _ => new List<StatementTiming>(rounds));
        var done = 0;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var statement in statements.Where(runs.ContainsKey))
            {
                pipeline.Progress(new ProgressUpdate(activity, $"round {round + 1} of {rounds}, line {statement.Line}", (double)done++ / (rounds * statements.Count)));
                try
                {
                    runs[statement].Add(await timer.TimeAsync(statement.Text, cancellationToken));
                }
                catch (DbaException failure)
                {
                    runs.Remove(statement);
                    pipeline.Error(failure.Error with { Target = $"line {statement.Line} of the workload" });
                }
            }
        }
        pipeline.Progress(new ProgressUpdate(activity, "done", 1, Completed: true));
        return [.. statements.Where(runs.ContainsKey).Select(s => new WorkloadTimings(s, runs[s]))];
    }

    /// <summary>The statements of a file.</summary>
    public static async Task<IReadOnlyList<SqlStatement>> LoadAsync(string path, SqlDialect dialect, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new DbaException(DbaErrors.FileMissing(path));
        }
        var statements = StatementSplitter.Split(await File.ReadAllTextAsync(path, cancellationToken), dialect);
        return statements.Count > 0 ? statements : throw new DbaException(DbaErrors.InvalidParameter("Workload", path, "it holds no statement."));
    }
}
