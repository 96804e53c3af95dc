using System.Diagnostics;
using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.Pipeline;

namespace DbaPS.PostgreSql.Indexes;

/// <summary>Runs the steps of a plan one by one on one connection, watches them from another, and cleans up after a failure.</summary>
internal sealed class PostgreSqlIndexRun(PostgreSqlSession session, IndexPlan plan, IPipeline pipeline)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(400);

    /// <summary>How long cleaning up may take, which the user's cancellation no longer stops.</summary>
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromMinutes(1);

    private string Activity => $"Building {plan.Index}";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken);
        var builds = plan.Steps.Count(s => s.Kind == IndexStepKind.Build);
        var built = 0;
        foreach (var step in plan.Steps)
        {
            if (step.Kind == IndexStepKind.Clean)
            {
                await CheckStillInvalidAsync(step, cancellationToken);
            }
            try
            {
                pipeline.Verbose(step.Sql);
                if (step.Kind == IndexStepKind.Build)
                {
                    await WatchedAsync(connection, step, built++, builds, cancellationToken);
                }
                else
                {
                    await ExecuteAsync(connection, step.Sql, cancellationToken);
                }
            }
            catch (Exception failure)
            {
                throw await AfterAsync(failure, step);
            }
        }
        pipeline.Progress(new ProgressUpdate(Activity, "done", 1, Completed: true));
    }

    public static async Task ExecuteAsync(PostgreSqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // Written by PostgreSqlIndexSql: names are quoted, expressions checked to be one.
        command.CommandText = sql;
#pragma warning restore CA2100
        batch.BatchCommands.Add(command);
        // A build takes as long as it takes; the session's own time-out is the server's.
        batch.Timeout = 0;
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<string> ScalarAsync(PostgreSqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // As above.
        command.CommandText = sql;
#pragma warning restore CA2100
        batch.BatchCommands.Add(command);
        return Convert.ToString(await batch.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    /// <summary>The index's state; null when there is none of that name.</summary>
    public static Task<IndexState?> StateAsync(PostgreSqlSession session, string schema, string index, CancellationToken cancellationToken) => session.ReadFirstAsync<IndexState?>(
        IndexCatalog.Script("IndexState"),
        row => new IndexState(row.Boolean("is_valid"), row.Int64OrNull("size_bytes")),
        new Dictionary<string, object?> { ["schema"] = schema, ["index"] = index },
        cancellationToken);

    /// <summary>Between planning and dropping, somebody else's build of the same index may have ended well.</summary>
    private async Task CheckStillInvalidAsync(IndexStep step, CancellationToken cancellationToken)
    {
        if (await StateAsync(session, step.Schema, step.Index, cancellationToken) is { IsValid: true })
        {
            throw new DbaException(DbaErrors.IndexBeingBuilt(step.Index, "another session; it has just become valid"));
        }
    }

    private async Task WatchedAsync(PostgreSqlConnection connection, IndexStep step, int number, int of, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(connection.ProcessID, step, number, of, done.Token);
        try
        {
            await ExecuteAsync(connection, step.Sql, cancellationToken);
        }
        finally
        {
            await done.CancelAsync();
            await watching;
        }
    }

    /// <summary>Tells how far the build is. It is an extra: where it can't be read, the build goes on without.</summary>
    private async Task WatchAsync(int process, IndexStep step, int number, int of, CancellationToken cancellationToken)
    {
        var parameters = new Dictionary<string, object?> { ["pid"] = process };
        var started = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(Poll, cancellationToken);
                var found = await session.ReadFirstAsync<(string Phase, long Done, long Total, long? WaitsFor)?>(
                    IndexCatalog.Script("IndexProgress"),
                    row => (row.Text("phase"), row.Int64("done"), row.Int64("total"), row.Int64OrNull("waits_for")),
                    parameters,
                    cancellationToken);
                if (found is { } now)
                {
                    var part = of > 1 ? $"{step.Table} ({number + 1} of {of}): " : "";
                    var waits = now.WaitsFor is { } session ? $", waiting for the transaction of process {session}" : "";
                    double? fraction = now.Total > 0 ? (number + Math.Min(1, (double)now.Done / now.Total)) / of : of > 1 ? (double)number / of : null;
                    pipeline.Progress(new ProgressUpdate(Activity, $"{part}{now.Phase}{waits}, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s", fraction));
                }
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

    /// <summary>Cleans up and says what the failure comes to.</summary>
    private async Task<Exception> AfterAsync(Exception failure, IndexStep step)
    {
        var isCancelled = failure is OperationCanceledException;
        var error = isCancelled ? DbaErrors.Cancelled() : session.Explain(failure) with { Statement = step.Sql };
        var left = step.Kind is IndexStepKind.Build ? await CleanUpAsync(step) : null;
        if (left is not null)
        {
            pipeline.Error(left);
        }
        var hasParts = plan.Steps.Any(s => s.Kind == IndexStepKind.Define) || plan.Steps.Any(s => s.Kind == IndexStepKind.Attach);
        if (hasParts && await IsIncompleteAsync())
        {
            pipeline.Error(DbaErrors.IndexIncomplete(plan.Index, $"{plan.Schema}.{plan.Table}", error.Message));
        }
        pipeline.Progress(new ProgressUpdate(Activity, "failed", null, Completed: true));
        return isCancelled ? failure : new DbaException(error);
    }

    private async Task<bool> IsIncompleteAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(CleanUpLimit);
            return await StateAsync(session, plan.Schema, plan.Index, limit.Token) is { IsValid: false };
        }
        catch (Exception failure) when (failure is DbaException or OperationCanceledException)
        {
            return true;
        }
    }

    /// <summary>Drops what a concurrent build left; null when nothing is left.</summary>
    private async Task<DbaError?> CleanUpAsync(IndexStep step)
    {
        var sql = PostgreSqlIndexSql.Drop(step.Schema, step.Index, concurrently: true);
        using var limit = new CancellationTokenSource(CleanUpLimit);
        try
        {
            if (await StateAsync(session, step.Schema, step.Index, limit.Token) is not { IsValid: false })
            {
                return null;
            }
            await using var connection = await session.OpenAsync(limit.Token);
            await ExecuteAsync(connection, plan.Steps[0].Sql, limit.Token);
            await ExecuteAsync(connection, sql, limit.Token);
            pipeline.Warning($"The unfinished index {step.Index} was dropped again.");
            return null;
        }
        catch (Exception failure)
        {
            var why = failure is OperationCanceledException ? "it took too long." : session.Explain(failure).Message;
            return DbaErrors.IndexLeftInvalid(step.Index, why, sql);
        }
    }
}
