using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.Sql;

namespace DbaPS.SlowQueries;

/// <summary>The statements that cost most in a window.</summary>
[Operation("Get", "DbaSlowQuery", Summary = "Shows the statements that cost most over a real window of time, or times the statements of a file.",
    Output = typeof(SlowQuery), Requires = [typeof(ISlowQuerySource)])]
public sealed class FindSlowQueries : ServerOperation<SlowQueryRequest>
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    public FindSlowQueries(DbaRuntime runtime)
        : base(runtime)
    {
    }

    protected override async Task RunAsync(SlowQueryRequest request, DbaSession session, IPipeline pipeline, CancellationToken cancellationToken)
    {
        Check(request);
        if (request.Workload is not null)
        {
            await TimeWorkloadAsync(request, session, pipeline, cancellationToken);
            return;
        }
        var window = await ReadWindowAsync(request, session, pipeline, cancellationToken);
        if (window.Evicted)
        {
            pipeline.Warning($"{session}: the server dropped statements from its counters in this window, so rarer ones may be missing. A larger table of statements keeps them.");
        }
        foreach (var query in Rank(request, session, window, pipeline))
        {
            await pipeline.WriteAsync(query, cancellationToken);
        }
    }

    private static void Check(SlowQueryRequest request)
    {
        if (request.Interval is { } interval && interval <= TimeSpan.Zero)
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.Interval), interval, "it must be longer than nothing."));
        }
        if (request is { Interval: not null, Since: not null })
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.Since), request.Since, "-Interval and -Since are two windows; give one."));
        }
        if (request.Workload is not null && (request.Interval ?? (object?)request.Since) is not null)
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.Workload), request.Workload, "a workload is timed now; it goes with neither -Interval nor -Since."));
        }
    }

    private async Task<StatementWindow> ReadWindowAsync(SlowQueryRequest request, DbaSession session, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var source = session.Require<ISlowQuerySource>();
        if (request.Since is { } moment && await source.WindowAsync(moment, cancellationToken) is { } kept)
        {
            var own = StatementWindow.SinceReset(kept);
            pipeline.Verbose($"{session}: window from {own.Start:u} to {own.End:u}, as the server keeps it.");
            return own;
        }
        var history = new StatementHistory(Runtime.History, session);
        var first = await source.SnapshotAsync(cancellationToken);
        var earlier = request.Since is { } since ? await history.NearestAsync(since, cancellationToken) : null;
        var last = first;
        if (request.Interval is { } interval)
        {
            await WaitAsync(interval, session, pipeline, cancellationToken);
            (earlier, last) = (first, await source.SnapshotAsync(cancellationToken));
        }
        if (!request.NoHistory)
        {
            await history.AppendAsync(last, cancellationToken);
        }
        if (earlier is null)
        {
            pipeline.Warning(request.Since is null
                ? $"{session}: one reading only, so these are totals since the counters were reset. -Interval 10s watches for a while; -Since compares with an earlier run."
                : $"{session}: the history has no earlier reading of this server by this login, so these are totals since the counters were reset.");
            return StatementWindow.SinceReset(last);
        }
        var window = StatementWindow.Between(earlier, last);
        if (!window.IsWhole)
        {
            pipeline.Warning($"{session}: the counters were reset at {window.Start:u}, so the window begins there and not at {earlier.TakenAt:u}.");
        }
        pipeline.Verbose($"{session}: window from {window.Start:u} to {window.End:u}.");
        return window;
    }

    private static async Task WaitAsync(TimeSpan interval, DbaSession session, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var activity = $"Watching {session}";
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (watch.Elapsed < interval)
        {
            var left = interval - watch.Elapsed;
            pipeline.Progress(new ProgressUpdate(activity, $"{Math.Ceiling(left.TotalSeconds):0} s left", watch.Elapsed / interval));
            await Task.Delay(left < Tick ? left : Tick, cancellationToken);
        }
        pipeline.Progress(new ProgressUpdate(activity, "done", 1, Completed: true));
    }

    private static IEnumerable<SlowQuery> Rank(SlowQueryRequest request, DbaSession session, StatementWindow window, IPipeline pipeline)
    {
        var engine = session.EngineImplementation;
        var load = window.Statements.Sum(s => s.TotalMs);
        var origin = session.Origin();
        var kept = new List<SlowQuery>();
        double leftOut = 0;
        foreach (var counters in window.Statements)
        {
            var fingerprint = counters.Text is { } text ? QueryFingerprint.Of(text, engine.Dialect) : "";
            if (counters.Text is not null
                && ((!request.IncludeOwn && StatementOrigin.IsOwn(counters.Text, fingerprint, engine)) || (!request.IncludeSystem && StatementOrigin.IsSystem(counters.Text, engine.Dialect))))
            {
                leftOut += counters.TotalMs;
                continue;
            }
            if (Wanted(request, counters))
            {
                kept.Add(Describe(counters, fingerprint, window, load, origin, engine.Dialect));
            }
        }
        if (leftOut > 0 && load > 0)
        {
            pipeline.Verbose($"{session}: {leftOut / load:P1} of the load are DbaPS's own and catalogue statements, left out; -IncludeOwn and -IncludeSystem show them.");
        }
        return Sort(kept, request.OrderBy).Take(request.Top);
    }

    private static bool Wanted(SlowQueryRequest request, StatementCounters counters) =>
        counters.Calls >= request.MinCalls
        && NamePattern.Matches(request.Database, counters.Database ?? "")
        && NamePattern.Matches(request.User, counters.User ?? "")
        && !(counters.TotalMs / counters.Calls < request.MinMeanTime?.TotalMilliseconds);

    private static SlowQuery Describe(StatementCounters counters, string fingerprint, StatementWindow window, double load, ObjectOrigin origin, SqlDialect dialect) =>
        new(origin with { Database = counters.Database })
        {
            QueryId = counters.QueryId,
            Fingerprint = fingerprint,
            QueryText = counters.Text is { } text ? SqlRedactor.Redact(text, dialect) : "(this login may not read it)",
            SampleText = counters.SampleText is { } sample ? SqlRedactor.Redact(sample, dialect) : null,
            User = counters.User,
            Calls = counters.Calls,
            TotalTime = TimeSpan.FromMilliseconds(counters.TotalMs),
            MeanTime = TimeSpan.FromMilliseconds(counters.TotalMs / counters.Calls),
            P95Time = Milliseconds(counters.P95Ms),
            MaxTime = Milliseconds(counters.MaxMs),
            ShareOfLoad = load > 0 ? counters.TotalMs / load : 0,
            Rows = counters.Rows,
            LogicalReads = counters.LogicalReads,
            PhysicalReads = counters.PhysicalReads,
            TempBytes = counters.TempBytes,
            WalOrLogBytes = counters.LogBytes,
            PlanTime = Milliseconds(counters.PlanMs),
            LockTime = Milliseconds(counters.LockMs),
            FirstSeen = counters.FirstSeen ?? counters.Since,
            LastSeen = counters.LastSeen,
            WindowStart = window.Start,
            WindowEnd = window.End,
            StatsReset = window.StatsReset,
            Evicted = window.Evicted,
        };

    private static TimeSpan? Milliseconds(double? value) => value is { } ms ? TimeSpan.FromMilliseconds(ms) : null;

    private static IEnumerable<SlowQuery> Sort(IEnumerable<SlowQuery> queries, SlowQueryOrder order)
    {
        Func<SlowQuery, double> key = order switch
        {
            SlowQueryOrder.MeanTime => q => q.MeanTime.Ticks,
            SlowQueryOrder.MaxTime => q => q.MaxTime?.Ticks ?? -1,
            SlowQueryOrder.P95Time => q => q.P95Time?.Ticks ?? -1,
            SlowQueryOrder.Calls => q => q.Calls,
            SlowQueryOrder.Rows => q => q.Rows ?? -1,
            SlowQueryOrder.LogicalReads => q => q.LogicalReads ?? -1,
            SlowQueryOrder.PhysicalReads => q => q.PhysicalReads ?? -1,
            SlowQueryOrder.TempBytes => q => q.TempBytes ?? -1,
            SlowQueryOrder.WalOrLogBytes => q => q.WalOrLogBytes ?? -1,
            _ => q => q.TotalTime.Ticks,
        };
        return queries.OrderByDescending(key).ThenByDescending(q => q.TotalTime).ThenBy(q => q.QueryId, StringComparer.Ordinal);
    }

    private static async Task TimeWorkloadAsync(SlowQueryRequest request, DbaSession session, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var dialect = session.Dialect;
        var statements = await WorkloadTimings.LoadAsync(request.Workload!, dialect, cancellationToken);
        foreach (var database in request.Database.DefaultIfEmpty<string?>(null))
        {
            await using var scope = await session.EnterAsync(database, cancellationToken);
            var start = DateTimeOffset.UtcNow;
            var timings = await WorkloadTimings.TakeAsync(
                scope.Require<IStatementTimer>(), statements, request.Repeat, $"Timing {Path.GetFileName(request.Workload)} on {session}", pipeline, cancellationToken);
            var end = DateTimeOffset.UtcNow;
            var load = timings.Sum(t => t.Total.TotalMilliseconds);
            var queries = timings.Select(t => Describe(t, scope, load, start, end, dialect)).Where(q => !(q.MeanTime < request.MinMeanTime));
            foreach (var query in Sort(queries, request.OrderBy).Take(request.Top))
            {
                await pipeline.WriteAsync(query, cancellationToken);
            }
        }
    }

    private static SlowQuery Describe(WorkloadTimings timings, DatabaseScope scope, double load, DateTimeOffset start, DateTimeOffset end, SqlDialect dialect) => new(scope.Origin())
    {
        Fingerprint = QueryFingerprint.Of(timings.Statement.Text, dialect),
        QueryText = SqlRedactor.Redact(timings.Statement.Text, dialect),
        User = scope.Native.User,
        Calls = timings.Runs.Count,
        TotalTime = timings.Total,
        MeanTime = timings.Total / timings.Runs.Count,
        P95Time = timings.P95,
        MaxTime = timings.Max,
        ShareOfLoad = load > 0 ? timings.Total.TotalMilliseconds / load : 0,
        Rows = timings.Runs.Sum(r => r.Rows),
        LogicalReads = timings.Runs.All(r => r.LogicalReads is not null) ? timings.Runs.Sum(r => r.LogicalReads) : null,
        PhysicalReads = timings.Runs.All(r => r.PhysicalReads is not null) ? timings.Runs.Sum(r => r.PhysicalReads) : null,
        FirstSeen = start,
        LastSeen = end,
        WindowStart = start,
        WindowEnd = end,
        Evicted = false,
    };
}
