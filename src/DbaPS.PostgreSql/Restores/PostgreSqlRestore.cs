using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Restores;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Restores a logical backup under a temporary name and gives it the final one when it is complete.</summary>
internal sealed class PostgreSqlRestore : IRestoreTarget
{
    private readonly PostgreSqlSession _session;

    public PostgreSqlRestore(PostgreSqlSession session) => _session = session;

    public Task<RestorePlan> PlanAsync(RestoreJob job, CancellationToken cancellationToken) => new RestorePlanner(_session, job).PlanAsync(cancellationToken);

    public async Task<RestoreOutcome> ExecuteAsync(RestoreJob job, RestorePlan plan, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var state = (RestoreState)plan.State!;
        var log = new StepLog();
        var server = new RestoreServer(_session);
        var rolesMade = false;
        try
        {
            if (job.RemoveLeftovers)
            {
                foreach (var leftover in plan.Leftovers)
                {
                    await log.RunAsync("clean", leftover, async () =>
                    {
                        if (await server.TryDropAsync(leftover) is { } why)
                        {
                            pipeline.Warning($"'{leftover}' could not be dropped: {why}");
                        }
                    });
                }
            }
            if (state.RoleStatements.Count > 0)
            {
                await log.RunAsync("role", string.Join(", ", state.NewRoles), () => server.RunTogetherAsync(state.RoleStatements, cancellationToken));
                rolesMade = true;
            }
            await log.RunAsync("database", plan.TemporaryName, () => server.RunAsync(
                [state.Properties.Create(plan.TemporaryName, _session.Version.Major, !job.NoTablespaces), RestoreServer.Mark(plan.TemporaryName, job.Backup.Manifest.BackupId)], cancellationToken));
            var notes = new List<string>(plan.Notes);
            long bytes;
            await using (var inside = (PostgreSqlSession)await _session.ForDatabaseAsync(plan.TemporaryName, cancellationToken))
            {
                var restore = new DatabaseRestore(inside, job, state, log, pipeline);
                bytes = await restore.RunAsync(cancellationToken);
                notes.AddRange(restore.Notes);
            }
            var finish = new RestoreSteps(job, state, plan.TemporaryName, _session.Version.Major).Finish(plan.TemporaryName).ToList();
            await log.RunAsync("database", $"settings, owner and privileges ({finish.Count} statements)", () => server.RunAsync(finish, cancellationToken));
            await log.RunAsync("name", plan.Target, () => server.SwapAsync(plan.TemporaryName, plan.Target, state.Retired, cancellationToken));
            notes.AddRange(await server.TryReturnAsync(state.Lent));
            if (state.Retired is { } retired && await server.TryDropAsync(retired) is { } failure)
            {
                notes.Add($"The earlier database could not be dropped and stands as '{retired}': {failure}");
            }
            return new RestoreOutcome(log.Done, bytes, notes);
        }
        catch (Exception failure)
        {
            pipeline.Verbose($"Removing '{plan.TemporaryName}'.");
            var removed = await server.TryDropAsync(plan.TemporaryName) is null;
            if (removed && rolesMade)
            {
                await server.TryDropRolesAsync(state.NewRoles);
            }
            if (failure is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                if (!removed)
                {
                    pipeline.Warning($"The restore was cancelled, and what it had built could not be removed: drop the database '{plan.TemporaryName}'.");
                }
                throw;
            }
            throw new DbaException(DbaErrors.RestoreFailed(log.Current, plan.Target, _session.Explain(failure), removed, plan.TemporaryName));
        }
    }

    public async Task RemoveAsync(string target, CancellationToken cancellationToken)
    {
        if (await new RestoreServer(_session).TryDropAsync(target) is { } why)
        {
            throw new DbaException(PostgreSqlRestoreErrors.NotDropped(_session.Name, target, why));
        }
    }
}
