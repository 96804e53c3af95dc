using System.Data.Common;
using System.Diagnostics;
using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.Pipeline;
using DbaPS.Sql;

namespace DbaPS.MySql.Indexes;

/// <summary>Makes indexes while others write, where the storage engine can. A statement that fails or is cancelled leaves nothing: the server takes it back.</summary>
internal sealed class MySqlIndexBuilder(MySqlSession session) : IIndexBuilder
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(400);

    public Task<IndexPlan> PlanAsync(NewIndexRequest request, CancellationToken cancellationToken) => new MySqlIndexPlanner(session, request).PlanAsync(cancellationToken);

    public async Task<IndexState> BuildAsync(IndexPlan plan, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var before = await LengthAsync(plan, cancellationToken);
        await using var connection = await session.OpenAsync(cancellationToken);
        var id = await session.TryAsync(() => ConnectionIdAsync(connection, cancellationToken));
        try
        {
            foreach (var step in plan.Steps)
            {
                pipeline.Verbose(step.Sql);
                await RunAsync(connection, id, step, plan, pipeline, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or DbaException))
        {
            throw new DbaException(session.Explain(failure));
        }
        finally
        {
            pipeline.Progress(new ProgressUpdate($"Building {plan.Index}", "done", 1, Completed: true));
        }
        // The index stands; cancelling no longer makes that undone.
        var size = await SizeAsync(plan) ?? await LengthAsync(plan, CancellationToken.None) - before;
        return new IndexState(IsValid: true, size > 0 ? size : null);
    }

    public async Task DropAsync(IndexPlan plan, CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken);
        foreach (var sql in plan.Undo.Prepend(MySqlIndexSql.SetLockTimeout(plan.LockTimeout)))
        {
            await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, sql, cancellationToken));
        }
    }

    private static async Task<long> ConnectionIdAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = MySqlSession.Command(connection, "SELECT CONNECTION_ID()");
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task RunAsync(DbConnection connection, long id, IndexStep step, IndexPlan plan, IPipeline pipeline, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = step.Kind == IndexStepKind.Build ? WatchAsync(id, plan, pipeline, done.Token) : Task.CompletedTask;
        try
        {
            await MySqlSession.ExecuteAsync(connection, step.Sql, cancellationToken);
        }
        finally
        {
            await done.CancelAsync();
            await watching;
        }
    }

    /// <summary>Tells how far the build is. It is an extra: where it can't be read, the build goes on without.</summary>
    private async Task WatchAsync(long id, IndexPlan plan, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var script = SqlScript.Load<MySqlIndexBuilder>(session.Kind == MySqlDialect.MariaDb ? "Indexes/IndexProgress.mariadb.sql" : "Indexes/IndexProgress.sql");
        var parameters = new Dictionary<string, object?> { ["id"] = id };
        var started = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(Poll, cancellationToken);
                var found = await session.ReadFirstAsync<(string Phase, long Done, long Total)?>(script, row => (row.Text("phase"), row.Int64("done"), row.Int64("total")), parameters, cancellationToken);
                var (phase, finished, total) = found ?? ("building", 0, 0);
                pipeline.Progress(new ProgressUpdate($"Building {plan.Index}", $"{phase}, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s", total > 0 ? Math.Min(1, (double)finished / total) : null));
            }
        }
        catch (OperationCanceledException)
        {
            // The build has ended.
        }
        catch (DbaException failure)
        {
            pipeline.Verbose($"The build's progress can't be read: {failure.Error.Message}");
        }
    }

    /// <summary>What the storage engine noted of the new index; null where it notes nothing, or the login may not read it.</summary>
    private async Task<long?> SizeAsync(IndexPlan plan)
    {
        try
        {
            var parameters = new Dictionary<string, object?> { ["database"] = plan.Schema };
            await foreach (var (table, index, size) in session.ReadAsync(
                SqlScript.Load<MySqlIndexBuilder>("Indexes/IndexSize.sql"), row => (row.Text("table"), row.Text("index"), row.Int64OrNull("size_bytes")), parameters, CancellationToken.None))
            {
                if (table == plan.Table && index == plan.Index)
                {
                    return size;
                }
            }
        }
        catch (DbaException refused) when (refused.Error.Category == DbaErrorCategory.PermissionDenied)
        {
            // The table's figures tell then.
        }
        return null;
    }

    private Task<long> LengthAsync(IndexPlan plan, CancellationToken cancellationToken) => session.ReadFirstAsync(
        SqlScript.Load<MySqlIndexBuilder>("Indexes/IndexLength.sql"), row => row.Int64("index_bytes"),
        new Dictionary<string, object?> { ["database"] = plan.Schema, ["table"] = plan.Table }, cancellationToken);
}
