using System.Diagnostics;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.Presentation;
using DbaPS.SlowQueries;
using DbaPS.Sql;

namespace DbaPS.Indexes;

/// <summary>Makes an index, online where the engine can, and measures what it brings.</summary>
[Operation("New", "DbaIndex", Summary = "Builds an index without stopping writes, cleans up what an interrupted build left, and can measure its benefit and take it back.",
    Output = typeof(DbaIndexChange), Requires = [typeof(IIndexBuilder)], Changes = true)]
public sealed class CreateIndex : DatabaseOperation<NewIndexRequest>
{
    private const int WarmUpRounds = 3;

    public CreateIndex(DbaRuntime runtime)
        : base(runtime)
    {
    }

    protected override async Task RunAsync(NewIndexRequest request, DatabaseScope scope, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var builder = scope.Require<IIndexBuilder>();
        var dialect = scope.Session.Dialect;
        var queries = await QueriesAsync(request, dialect, cancellationToken);
        var plan = await builder.PlanAsync(request, cancellationToken);
        var target = $"{plan.Schema}.{plan.Table}";
        if (plan.CoveredBy is { } existing && !request.Force)
        {
            throw new DbaException(DbaErrors.IndexCovered(target, existing));
        }
        Tell(plan, target, pipeline);
        var change = new DbaIndexChange(scope.Origin())
        {
            Action = "CreateIndex",
            Schema = plan.Schema,
            Table = plan.Table,
            Index = plan.Index,
            Sql = plan.Sql,
            UndoSql = plan.UndoSql,
            Status = ChangeStatus.WhatIf,
            Superseded = plan.Superseded,
            Cleaned = plan.Leftovers,
        };
        var answer = await pipeline.ConfirmAsync(new ChangePrompt(target, $"Create index {plan.Index}", plan.Sql, Destructive: plan.Leftovers.Count > 0), cancellationToken);
        if (answer != ChangeAnswer.Proceed)
        {
            await pipeline.WriteAsync(change with { Status = answer == ChangeAnswer.WhatIf ? ChangeStatus.WhatIf : ChangeStatus.Declined }, cancellationToken);
            return;
        }
        await pipeline.WriteAsync(await ApplyAsync(request, scope, builder, plan, queries, change, pipeline, cancellationToken), cancellationToken);
    }

    private static void Tell(IndexPlan plan, string target, IPipeline pipeline)
    {
        if (plan.CoveredWithMoreRowsBy is { } larger)
        {
            pipeline.Warning($"{target} has the index '{larger}', which serves the same over all rows: this one is smaller, no more.");
        }
        if (plan.Leftovers.Count > 0)
        {
            pipeline.Warning($"{target}: an interrupted build left {string.Join(", ", plan.Leftovers)}; dropped first.");
        }
    }

    private static async Task<DbaIndexChange> ApplyAsync(
        NewIndexRequest request, DatabaseScope scope, IIndexBuilder builder, IndexPlan plan, IReadOnlyList<SqlStatement> queries, DbaIndexChange change, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var before = await TimeAsync(queries, request, scope, "without", plan, pipeline, cancellationToken);
        if (queries.Count > 0 && before.Count == 0)
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.Measure), null, "none of the queries could be timed, so nothing was built."));
        }
        change = change with { StartedAt = DateTimeOffset.UtcNow };
        var watch = Stopwatch.StartNew();
        IndexState state;
        try
        {
            state = await builder.BuildAsync(plan, pipeline, cancellationToken);
        }
        catch (DbaException failure)
        {
            pipeline.Error(failure.Error with { Server = scope.Session.Server, Statement = failure.Error.Statement ?? plan.Sql });
            return change with { Status = ChangeStatus.Failed, Duration = watch.Elapsed, UndoSql = null };
        }
        change = change with { Status = ChangeStatus.Done, Duration = watch.Elapsed, Size = state.SizeBytes, Valid = state.IsValid };
        if (before.Count == 0)
        {
            return change;
        }
        try
        {
            return await JudgeAsync(request, scope, builder, plan, before, change, pipeline, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            pipeline.Warning($"{plan.Schema}.{plan.Table}: the index {plan.Index} is built and stays; only its measuring was cancelled. {plan.UndoSql} takes it back.");
            throw;
        }
        catch (DbaException failure)
        {
            pipeline.Error(failure.Error with { Server = scope.Session.Server });
            return change;
        }
    }

    private static async Task<DbaIndexChange> JudgeAsync(
        NewIndexRequest request, DatabaseScope scope, IIndexBuilder builder, IndexPlan plan, IReadOnlyList<WorkloadTimings> before, DbaIndexChange change, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var after = await TimeAsync([.. before.Select(t => t.Statement)], request, scope, "with", plan, pipeline, cancellationToken);
        change = Compare(change, before, after, scope.Session.Dialect);
        if (request.RevertIfWorse && (!(change.MeasuredBenefit >= request.MinBenefit) || !IsBeyondNoise(before, after)))
        {
            await builder.DropAsync(plan, cancellationToken);
            var why = change.MeasuredBenefit >= request.MinBenefit ? "no more than the runs differ among themselves" : $"less than {Human.Share(request.MinBenefit)}";
            pipeline.Warning($"{plan.Schema}.{plan.Table}: the index {plan.Index} was dropped again: it saved {Human.Share(change.MeasuredBenefit)} of the measured time, {why}.");
            return change with { Reverted = true, Valid = null, UndoSql = null };
        }
        return change;
    }

    private static DbaIndexChange Compare(DbaIndexChange change, IReadOnlyList<WorkloadTimings> before, IReadOnlyList<WorkloadTimings> after, SqlDialect dialect)
    {
        var measurements = before
            .Join(after, b => b.Statement, a => a.Statement, (b, a) => new IndexMeasurement(
                SqlRedactor.Redact(b.Statement.Text, dialect), QueryFingerprint.Of(b.Statement.Text, dialect), b.Median, a.Median, a.Runs[^1].Rows))
            .ToList();
        return measurements.Count == 0 ? change : change with
        {
            Measurements = measurements,
            Before = new(measurements.Sum(m => m.Before.Ticks)),
            After = new(measurements.Sum(m => m.After.Ticks)),
        };
    }

    /// <summary>True when three in four runs with the index are faster than three in four without it.</summary>
    private static bool IsBeyondNoise(IReadOnlyList<WorkloadTimings> before, IReadOnlyList<WorkloadTimings> after) =>
        after.Sum(t => t.Percentile(0.75).Ticks) < before.Sum(t => t.Percentile(0.25).Ticks);

    /// <summary>Rounds to warm the caches, the server's and this program's own, which do not count, then the rounds that do.</summary>
    private static async Task<IReadOnlyList<WorkloadTimings>> TimeAsync(
        IReadOnlyList<SqlStatement> queries, NewIndexRequest request, DatabaseScope scope, string how, IndexPlan plan, IPipeline pipeline, CancellationToken cancellationToken)
    {
        if (queries.Count == 0)
        {
            return [];
        }
        var timer = scope.Require<IStatementTimer>();
        var activity = $"Timing queries {how} {plan.Index}";
        var warm = await WorkloadTimings.TakeAsync(timer, queries, WarmUpRounds, activity, pipeline, cancellationToken);
        return await WorkloadTimings.TakeAsync(timer, [.. warm.Select(t => t.Statement)], request.Repeat, activity, pipeline, cancellationToken);
    }

    private static async Task<IReadOnlyList<SqlStatement>> QueriesAsync(NewIndexRequest request, SqlDialect dialect, CancellationToken cancellationToken)
    {
        if (request.RevertIfWorse && request.Measure.Count == 0)
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.RevertIfWorse), true, "it needs queries to measure; give them with -Measure."));
        }
        var queries = new List<SqlStatement>();
        foreach (var text in request.Measure)
        {
            var isFile = text.IndexOfAny(['\n', '\0']) < 0 && (text.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) || File.Exists(text));
            queries.AddRange(isFile ? await WorkloadTimings.LoadAsync(text, dialect, cancellationToken) : StatementSplitter.Split(text, dialect));
        }
        return [.. queries.DistinctBy(q => q.Text, StringComparer.Ordinal)];
    }
}
