using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.Tours;

/// <summary>
/// Runs an operation on behalf of the tour: keeps what it writes, goes ahead where it asks (the tour works in its own sandbox and has
/// asked once), and hands its progress on.
/// </summary>
internal sealed class TourPipeline : IPipeline
{
    private readonly IPipeline _outer;
    private readonly object _gate = new();
    private readonly List<object> _written = [];
    private DbaError? _error;

    public TourPipeline(IPipeline outer) => _outer = outer;

    /// <summary>What was written, of one type.</summary>
    /// <exception cref="DbaException">The operation reported an error.</exception>
    public IReadOnlyList<T> Results<T>() => _error is null ? [.. _written.OfType<T>()] : throw new DbaException(_error);

    public ValueTask WriteAsync(object item, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _written.Add(item);
        }
        return ValueTask.CompletedTask;
    }

    public void Error(DbaError error) => _error ??= error;

    public void Warning(string message) => _outer.Verbose(message);

    public void Verbose(string message) => _outer.Verbose(message);

    public void Progress(ProgressUpdate update) => _outer.Progress(update);

    public Task<ChangeAnswer> ConfirmAsync(ChangePrompt prompt, CancellationToken cancellationToken) => Task.FromResult(ChangeAnswer.Proceed);
}
