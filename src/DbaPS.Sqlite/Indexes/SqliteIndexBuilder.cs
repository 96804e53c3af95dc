using DbaPS.Indexes;
using DbaPS.Pipeline;

namespace DbaPS.Sqlite.Indexes;

/// <summary>Makes indexes in a file. SQLite builds one in a transaction, so an interrupted build leaves nothing; other writers wait meanwhile.</summary>
internal sealed class SqliteIndexBuilder : IIndexBuilder
{
    private readonly SqliteSession _session;

    public SqliteIndexBuilder(SqliteSession session) => _session = session;

    public Task<IndexPlan> PlanAsync(NewIndexRequest request, CancellationToken cancellationToken) =>
        _session.RunAsync(link => new SqliteIndexPlanner(link, request, _session.Address.ToString()).Plan(), cancellationToken);

    public Task<IndexState> BuildAsync(IndexPlan plan, IPipeline pipeline, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var link = _session.OpenLink(plan.LockTimeout, cancellationToken);
            var activity = $"Building {plan.Index}";
            var before = UsedBytes(link);
            foreach (var step in plan.Steps)
            {
                pipeline.Verbose(step.Sql);
                pipeline.Progress(new ProgressUpdate(activity, step.Kind == IndexStepKind.Analyze ? "reading figures for the planner" : $"sorting {plan.Table}"));
                link.Execute(step.Sql);
            }
            pipeline.Progress(new ProgressUpdate(activity, "done", 1, Completed: true));
            return new IndexState(IsValid: true, Math.Max(0, UsedBytes(link) - before));
        },
        cancellationToken);

    public Task DropAsync(IndexPlan plan, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var link = _session.OpenLink(plan.LockTimeout, cancellationToken);
            foreach (var sql in plan.Undo)
            {
                link.Execute(sql);
            }
        },
        cancellationToken);

    /// <summary>Pages in use; what an index adds to them is its size, as long as nobody else writes meanwhile.</summary>
    private static long UsedBytes(SqliteLink link) => (Pragma(link, "page_count") - Pragma(link, "freelist_count")) * Pragma(link, "page_size");

    private static long Pragma(SqliteLink link, string name) => Convert.ToInt64(link.Scalar($"PRAGMA main.{name}"), System.Globalization.CultureInfo.InvariantCulture);
}
