using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.Testing;

/// <summary>Keeps what an operation says, and answers its questions as told.</summary>
public sealed class FakePipeline : IPipeline
{
    private readonly object _gate = new();

    /// <summary>What every question is answered with.</summary>
    public ChangeAnswer Answer { get; init; } = ChangeAnswer.Proceed;

    /// <summary>Called on each progress, on the thread that reports it.</summary>
    public Action? OnProgress { get; init; }

    public List<object> Written { get; } = [];

    public List<DbaError> Errors { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<string> VerboseLines { get; } = [];

    public List<ProgressUpdate> Updates { get; } = [];

    public List<ChangePrompt> Prompts { get; } = [];

    /// <summary>The written objects of one type.</summary>
    public IReadOnlyList<T> Of<T>() => [.. Written.OfType<T>()];

    public ValueTask WriteAsync(object item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Keep(Written, item);
        return ValueTask.CompletedTask;
    }

    public void Error(DbaError error) => Keep(Errors, error);

    public void Warning(string message) => Keep(Warnings, message);

    public void Verbose(string message) => Keep(VerboseLines, message);

    public void Progress(ProgressUpdate update)
    {
        Keep(Updates, update);
        OnProgress?.Invoke();
    }

    public Task<ChangeAnswer> ConfirmAsync(ChangePrompt prompt, CancellationToken cancellationToken)
    {
        Keep(Prompts, prompt);
        return Task.FromResult(Answer);
    }

    private void Keep<T>(List<T> list, T item)
    {
        lock (_gate)
        {
            list.Add(item);
        }
    }
}
