using System.Globalization;
using DbaPS.MySql.Definitions;
using DbaPS.Pipeline;
using DbaPS.Restores;

namespace DbaPS.MySql.Restores;

/// <summary>Fills a new, empty database: what holds rows, the rows, and last what would react to them.</summary>
internal sealed class DatabaseRestore(MySqlSession inside, RestoreJob job, RestoreState state, StepLog log, IPipeline pipeline)
{
    private readonly List<string> _notes = [];

    /// <summary>What the user should know of how it went.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <returns>Bytes read, before compression.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var activity = $"Restoring {job.Target}";
        await using var connection = await inside.OpenAsync(cancellationToken);
        var maker = new DefinitionMaker(inside, connection, state.Source) { IgnoresFolders = job.NoTablespaces };
        await log.RunAsync("schema", $"{state.Tabular.Count} tables and sequences", async () =>
        {
            foreach (var definition in state.Tabular)
            {
                pipeline.Progress(new(activity, definition.ToString()));
                await maker.MakeAsync(definition, cancellationToken);
            }
        });
        var loader = new TableLoader(inside, job, pipeline, activity);
        var data = new RestoreStep("data", $"{state.Tables.Count} tables") { Rows = state.Tables.Sum(t => t.Rows) };
        await log.RunAsync(data, async () =>
        {
            await loader.LoadAsync(state.Tables, cancellationToken);
            return data with { Bytes = loader.Bytes };
        });
        await SetSequencesAsync(cancellationToken);
        await log.RunAsync("check", "foreign keys", async () =>
        {
            pipeline.Progress(new(activity, "following foreign keys", 1));
            foreach (var problem in (await ForeignKeyCheck.RunAsync(inside, cancellationToken)).Problems)
            {
                _notes.Add($"{problem} So it is in the backup.");
                pipeline.Warning($"{problem} So it is in the backup.");
            }
        });
        // Made here first: what can't be made stops the restore before anything stands under the final name.
        await log.RunAsync("code", $"{state.Code.Count} views, routines and triggers", async () =>
            _notes.AddRange((await maker.MakeAllAsync(state.Code, cancellationToken)).Select(v => $"The {v} can't be made: what it reads is gone at the source too.")));
        pipeline.Progress(new(activity, "", 1, Completed: true));
        return loader.Bytes;
    }

    private Task SetSequencesAsync(CancellationToken cancellationToken)
    {
        var sequences = state.Of("sequence");
        return sequences.Count == 0 ? Task.CompletedTask : log.RunAsync("sequence", $"{sequences.Count} sequences", async () =>
        {
            await using var connection = await inside.OpenAsync(cancellationToken);
            foreach (var sequence in sequences)
            {
                await inside.TryAsync(() => MySqlSession.ExecuteAsync(connection, SetSequence(sequence), cancellationToken));
            }
        });
    }

    /// <summary>One that has run out stands beyond its last value, where it can't be set: its last value counts as used.</summary>
    private static string SetSequence(Definition sequence)
    {
        var (next, limit) = (sequence.Next!.Value, sequence.Limit!.Value);
        var isOut = limit > 0 ? next > limit : next < limit;
        return string.Create(CultureInfo.InvariantCulture, $"SELECT SETVAL({MySqlNames.Quote(sequence.Name)}, {(isOut ? limit : next)}, {(isOut ? 1 : 0)}, {sequence.Round})");
    }
}
