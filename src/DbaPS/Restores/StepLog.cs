using System.Diagnostics;

namespace DbaPS.Restores;

/// <summary>Times the steps of a restore and knows which one was under way when something failed.</summary>
public sealed class StepLog
{
    private readonly List<RestoreStep> _done = [];

    public IReadOnlyList<RestoreStep> Done => _done;

    /// <summary>The step that runs now, or ran last.</summary>
    public RestoreStep Current { get; private set; } = new("plan", "");

    public async Task RunAsync(RestoreStep step, Func<Task<RestoreStep>> work)
    {
        Current = step;
        var clock = Stopwatch.StartNew();
        var finished = await work();
        _done.Add(finished with { Duration = clock.Elapsed });
    }

    public Task RunAsync(string kind, string name, Func<Task> work)
    {
        var step = new RestoreStep(kind, name);
        return RunAsync(step, async () =>
        {
            await work();
            return step;
        });
    }
}
