using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.Engines.Tests.SqlInvocation;

/// <summary>Counts rows and lets them go; every so many it notes what is alive on the managed heap.</summary>
internal sealed class CountingPipeline : IPipeline
{
    private const long Between = 100_000;

    public long Count { get; private set; }

    public List<long> Heap { get; } = [];

    public List<DbaError> Errors { get; } = [];

    public ValueTask WriteAsync(object item, CancellationToken cancellationToken)
    {
        if (Count++ % Between == 0)
        {
            Heap.Add(GC.GetTotalMemory(forceFullCollection: true));
        }
        return ValueTask.CompletedTask;
    }

    public void Error(DbaError error) => Errors.Add(error);

    public void Warning(string message)
    {
    }

    public void Verbose(string message)
    {
    }

    public void Progress(ProgressUpdate update)
    {
    }

    public Task<ChangeAnswer> ConfirmAsync(ChangePrompt prompt, CancellationToken cancellationToken) => Task.FromResult(ChangeAnswer.Proceed);
}
