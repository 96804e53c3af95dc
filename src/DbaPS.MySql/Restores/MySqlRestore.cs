using DbaPS.Errors;
using DbaPS.MySql.Backups;
using DbaPS.MySql.Definitions;
using DbaPS.Pipeline;
using DbaPS.Restores;

namespace DbaPS.MySql.Restores;

/// <summary>Restores a logical backup under a temporary name and moves it to the final one when it is complete.</summary>
internal sealed class MySqlRestore(MySqlSession session) : IRestoreTarget
{
    private static readonly TimeSpan CleaningTime = TimeSpan.FromSeconds(60);

    public Task<RestorePlan> PlanAsync(RestoreJob job, CancellationToken cancellationToken) => new RestorePlanner(session, job).PlanAsync(cancellationToken);

    public async Task<RestoreOutcome> ExecuteAsync(RestoreJob job, RestorePlan plan, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var state = (RestoreState)plan.State!;
        var log = new StepLog();
        var swap = new RestoreSwap(session, job, plan, state);
        await using var held = await session.OpenAsync(cancellationToken);
        try
        {
            await session.TryAsync(() => MySqlSession.ExecuteAsync(held, $"SELECT GET_LOCK({MySqlNames.Literal(RestoreNames.Lock(plan.TemporaryName))}, 0)", cancellationToken));
            foreach (var leftover in job.RemoveLeftovers ? plan.Leftovers : [])
            {
                await log.RunAsync("clean", leftover, () => RunAsync([RestoreSteps.Drop(leftover)], cancellationToken));
            }
            if (state.AccountStatements.Count > 0)
            {
                await log.RunAsync("role", string.Join(", ", state.NewAccounts), () => RunAsync(state.AccountStatements, cancellationToken));
            }
            await log.RunAsync("database", plan.TemporaryName, () => RunAsync(
                [
                    RestoreSteps.Create(plan.TemporaryName, state.Properties),
                    $"CREATE TABLE {MySqlNames.Quote(plan.TemporaryName, RestoreNames.Marker)} (backup VARCHAR(36)) COMMENT {MySqlNames.Literal($"Unfinished restore of backup {job.Backup.Manifest.BackupId} by DbaPS.")}",
                ],
                cancellationToken));
            var notes = new List<string>(plan.Notes);
            long bytes;
            await using (var inside = (MySqlSession)await session.ForDatabaseAsync(plan.TemporaryName, cancellationToken))
            {
                var restore = new DatabaseRestore(inside, job, state, log, pipeline);
                bytes = await restore.RunAsync(cancellationToken);
                notes.AddRange(restore.Notes);
            }
            await log.RunAsync("name", plan.Target, () => swap.RunAsync(cancellationToken));
            await log.RunAsync("last", "events and grants", () => FinishAsync(job, state, cancellationToken));
            if (await swap.TryDropRetiredAsync() is { } kept)
            {
                notes.Add($"The earlier database could not be dropped and stands as '{state.Retired}': {kept}");
            }
            return new RestoreOutcome(log.Done, bytes, notes);
        }
        catch (Exception failure)
        {
            pipeline.Verbose($"Removing '{plan.TemporaryName}'.");
            var removed = await swap.TryTakeBackAsync();
            foreach (var account in removed ? state.NewAccounts : [])
            {
                await TryAsync($"DROP USER IF EXISTS {Quoted(account)}");
            }
            if (failure is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                if (!removed)
                {
                    pipeline.Warning($"The restore was cancelled, and what it had built could not be removed: drop the database '{plan.TemporaryName}'.");
                }
                throw;
            }
            throw new DbaException(DbaErrors.RestoreFailed(log.Current, plan.Target, session.Explain(failure), removed, plan.TemporaryName));
        }
    }

    public async Task RemoveAsync(string target, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(CleaningTime);
        try
        {
            // Grants outlive what they are on.
            await using var inside = (MySqlSession)await session.ForDatabaseAsync(target, limit.Token);
            foreach (var revoke in (await AccountCatalogue.ReadAsync(inside, limit.Token) ?? []).SelectMany(g => g.Revokes()))
            {
                await TryAsync(revoke);
            }
        }
        catch (DbaException absent) when (absent.Error.Category == DbaErrorCategory.ObjectNotFound)
        {
            return;
        }
        await RunAsync([RestoreSteps.Drop(target)], limit.Token);
    }

    private static string Quoted(string account)
    {
        var (user, host) = AccountCatalogue.Split(account);
        return AccountCatalogue.Quote(user, host);
    }

    private async Task FinishAsync(RestoreJob job, RestoreState state, CancellationToken cancellationToken)
    {
        await using var inside = (MySqlSession)await session.ForDatabaseAsync(job.Target, cancellationToken);
        await using var connection = await inside.OpenAsync(cancellationToken);
        var maker = new DefinitionMaker(inside, connection, state.Source);
        foreach (var definition in state.Of("event"))
        {
            await maker.MakeAsync(state.KeepsEvents ? definition : definition with { Sql = DefinitionText.Disabled(definition) }, cancellationToken);
        }
        foreach (var definition in state.Of("grant"))
        {
            await maker.MakeAsync(definition, cancellationToken);
        }
    }

    private async Task RunAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken);
        foreach (var statement in statements)
        {
            await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, statement, cancellationToken));
        }
    }

    private async Task TryAsync(string statement)
    {
        using var limit = new CancellationTokenSource(CleaningTime);
        try
        {
            await RunAsync([statement], limit.Token);
        }
        catch (Exception failure) when (failure is DbaException or OperationCanceledException)
        {
            // What it was to clear away is in nobody's way.
        }
    }
}
