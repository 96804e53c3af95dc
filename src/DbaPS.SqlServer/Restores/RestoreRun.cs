using System.Diagnostics;
using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Restores;
using DbaPS.SqlServer.Backups;

namespace DbaPS.SqlServer.Restores;

/// <summary>Runs a restore's steps; what it had built is removed, and what it had put aside brought back, when one fails.</summary>
internal sealed class RestoreRun(SqlServerSession master, RestorePlan plan, IPipeline pipeline)
{
    private readonly List<RestoreStep> _done = [];

    private string Activity => $"Restoring {plan.Target}";

    private RestoreState State => (RestoreState)plan.State!;

    public async Task<RestoreOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var current = plan.Steps[0];
        try
        {
            foreach (var step in plan.Steps)
            {
                current = step;
                cancellationToken.ThrowIfCancellationRequested();
                var clock = Stopwatch.StartNew();
                pipeline.Verbose(step.Sql!);
                pipeline.Progress(new ProgressUpdate(Activity, step.ToString()));
                await RunAsync(step, step.Kind is "verify" or "data" ? cancellationToken : CancellationToken.None);
                _done.Add(step with { Duration = clock.Elapsed });
            }
            pipeline.Progress(new ProgressUpdate(Activity, "", 1, Completed: true));
            return new RestoreOutcome(_done, State.File.Size ?? 0, plan.Notes);
        }
        catch (Exception failure) when (failure is DbaException or OperationCanceledException)
        {
            var removed = await TakeBackAsync(current);
            pipeline.Progress(new ProgressUpdate(Activity, "failed", null, Completed: true));
            if (failure is OperationCanceledException)
            {
                throw;
            }
            throw new DbaException(DbaErrors.RestoreFailed(current, plan.Target, ((DbaException)failure).Error, removed, plan.TemporaryName));
        }
    }

    private async Task RunAsync(RestoreStep step, CancellationToken cancellationToken)
    {
        await using var connection = await master.OpenAsync(cancellationToken, message => SqlServerBackups.Tell(message, Activity, pipeline));
        await master.ExecuteAsync(connection, step.Sql!, cancellationToken, timeout: TimeSpan.Zero);
    }

    private bool HasDone(string kind) => _done.Exists(s => s.Kind == kind);

    /// <summary>True when nothing new is left and an earlier database is as it was.</summary>
    private async Task<bool> TakeBackAsync(RestoreStep failed)
    {
        if (HasDone("swap"))
        {
            // Only dropping the old one failed: the new one stands.
            pipeline.Warning($"The earlier database is still there as {State.OldName}.");
            return true;
        }
        var undone = true;
        if (State.OldName is { } old && HasDone("aside"))
        {
            undone &= await TryAsync(BackupSql.Rename(old, plan.Target));
        }
        if (HasDone("aside") || failed.Kind == "aside")
        {
            undone &= await TryAsync(BackupSql.Open(plan.Target));
        }
        return await TryAsync(BackupSql.Drop(plan.TemporaryName)) && undone;
    }

    private async Task<bool> TryAsync(string sql)
    {
        try
        {
            await using var connection = await master.OpenAsync(CancellationToken.None);
            await master.ExecuteAsync(connection, sql, CancellationToken.None);
            return true;
        }
        catch (DbaException failure)
        {
            pipeline.Warning($"{sql}: {failure.Error.Message}");
            return false;
        }
    }
}
