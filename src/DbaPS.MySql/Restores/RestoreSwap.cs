using DbaPS.Errors;
using DbaPS.MySql.Definitions;
using DbaPS.Restores;

namespace DbaPS.MySql.Restores;

/// <summary>Puts a finished database in its place, and what stood there back again when that fails.</summary>
internal sealed class RestoreSwap(MySqlSession session, RestoreJob job, RestorePlan plan, RestoreState state)
{
    private static readonly TimeSpan CleaningTime = TimeSpan.FromSeconds(60);

    private DatabaseMove? _back;
    private bool _placed;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (state.Retired is { } retired)
        {
            await using (var inside = (MySqlSession)await session.ForDatabaseAsync(job.Target, cancellationToken))
            {
                var old = await DefinitionReader.ReadAsync(inside, cancellationToken);
                _back = new DatabaseMove(session, job.Target, await DatabaseProperties.ReadAsync(inside, cancellationToken), old);
            }
            await _back.RunAsync(job.Target, retired, cancellationToken);
        }
        _placed = true;
        await new DatabaseMove(session, state.Source, state.Properties, [.. state.Tabular, .. state.Code]).RunAsync(plan.TemporaryName, job.Target, cancellationToken);
    }

    /// <summary>Drops what was replaced. Null when it is gone; otherwise why it is not.</summary>
    public Task<string?> TryDropRetiredAsync() => state.Retired is { } retired ? TryAsync(token => DropAsync(retired, token)) : Task.FromResult<string?>(null);

    /// <summary>Removes what was built, also after a cancellation.</summary>
    /// <returns>True where nothing of it is left and what stood there stands there again.</returns>
    public async Task<bool> TryTakeBackAsync()
    {
        var done = await TryAsync(token => DropAsync(plan.TemporaryName, token)) is null;
        if (_placed)
        {
            done &= await TryAsync(token => DropAsync(job.Target, token)) is null;
        }
        if (_back is { } back && state.Retired is { } retired)
        {
            done &= await TryAsync(token => back.UndoAsync(job.Target, retired, token)) is null;
        }
        return done;
    }

    private async Task DropAsync(string database, CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken);
        await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, RestoreSteps.Drop(database), cancellationToken));
    }

    private static async Task<string?> TryAsync(Func<CancellationToken, Task> work)
    {
        using var limit = new CancellationTokenSource(CleaningTime);
        try
        {
            await work(limit.Token);
            return null;
        }
        catch (Exception failure) when (failure is DbaException or OperationCanceledException)
        {
            return failure.Message;
        }
    }
}
