using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.Pipeline;
using DbaPS.Sql;

namespace DbaPS.SqlServer.Indexes;

/// <summary>Makes indexes: while others write, and so that the log can be reused meanwhile, where edition and version have it.</summary>
internal sealed class SqlServerIndexBuilder(SqlServerSession session) : IIndexBuilder
{
    /// <summary>How long cleaning up after a failure may take.</summary>
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromMinutes(1);

    public Task<IndexPlan> PlanAsync(NewIndexRequest request, CancellationToken cancellationToken) => new SqlServerIndexPlanner(session, request).PlanAsync(cancellationToken);

    public async Task<IndexState> BuildAsync(IndexPlan plan, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var activity = $"Building {plan.Index}";
        var build = plan.Steps.Single(s => s.Kind == IndexStepKind.Build);
        try
        {
            await using var connection = await session.OpenAsync(cancellationToken, lockTimeout: plan.LockTimeout);
            foreach (var step in plan.Steps)
            {
                pipeline.Verbose(step.Sql);
                pipeline.Progress(new ProgressUpdate(activity, step.Kind == IndexStepKind.Clean ? $"dropping {step.Index}" : $"sorting {plan.Table}"));
                await session.ExecuteAsync(connection, step.Sql, cancellationToken);
            }
            pipeline.Progress(new ProgressUpdate(activity, "done", 1, Completed: true));
        }
        catch (Exception failure) when (failure is DbaException or OperationCanceledException)
        {
            pipeline.Progress(new ProgressUpdate(activity, "failed", null, Completed: true));
            await CleanUpAsync(build, pipeline);
            throw;
        }
        return await StateAsync(plan, cancellationToken);
    }

    public async Task DropAsync(IndexPlan plan, CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken, lockTimeout: plan.LockTimeout);
        foreach (var sql in plan.Undo)
        {
            await session.ExecuteAsync(connection, sql, cancellationToken);
        }
    }

    private async Task<IndexState> StateAsync(IndexPlan plan, CancellationToken cancellationToken)
    {
        var catalog = new IndexCatalog(session);
        var built = (await catalog.ReadAsync(includeSystem: false, plan.Schema, plan.Table, null, cancellationToken)).FirstOrDefault(i => i.Name == plan.Index);
        return built is null
            ? new IndexState(IsValid: false, null)
            : new IndexState(built.IsValid, (await catalog.SizesAsync(built.ObjectId, cancellationToken)).GetValueOrDefault((built.ObjectId, built.IndexId)));
    }

    /// <summary>A resumable build that is ended only pauses: it is given up, so that nothing stays behind.</summary>
    private async Task CleanUpAsync(IndexStep build, IPipeline pipeline)
    {
        if (!build.Sql.Contains("RESUMABLE = ON", StringComparison.Ordinal))
        {
            return;
        }
        var sql = SqlServerIndexSql.Abort(build.Schema, build.Table, build.Index);
        using var limit = new CancellationTokenSource(CleanUpLimit);
        try
        {
            if (!await IsPausedAsync(build, limit.Token))
            {
                return;
            }
            await using var connection = await session.OpenAsync(limit.Token);
            await session.ExecuteAsync(connection, sql, limit.Token);
            pipeline.Warning($"The unfinished index {build.Index} was dropped again.");
        }
        catch (Exception failure) when (failure is DbaException or OperationCanceledException)
        {
            pipeline.Error(DbaErrors.IndexLeftInvalid(build.Index, failure is OperationCanceledException ? "it took too long." : failure.Message, sql));
        }
    }

    private async Task<bool> IsPausedAsync(IndexStep build, CancellationToken cancellationToken)
    {
        var table = await session.ReadFirstAsync(
            SqlScript.Load<SqlServerIndexBuilder>("Indexes/IndexTable.sql"), row => row.Int64("object_id"),
            new Dictionary<string, object?> { ["schema"] = build.Schema, ["table"] = build.Table }, cancellationToken);
        return (await session.TryReadAllAsync(
            SqlScript.Load<SqlServerIndexBuilder>("Indexes/ResumableIndex.sql"), row => row.Text("name"), "whether the build was paused",
            new Dictionary<string, object?> { ["object_id"] = table }, cancellationToken)).Contains(build.Index);
    }
}
