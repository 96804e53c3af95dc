using System.Runtime.ExceptionServices;

namespace DbaPS.Pipeline;

/// <summary>The same work on several things at once; the first failure stops the others and is the one that counts.</summary>
public static class Workers
{
    /// <param name="things">What is worked on, each on a thread of the pool: connections, or mere numbers where each worker opens its own.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task RunAsync<T>(IEnumerable<T> things, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? first = null;
        await Task.WhenAll(things.Select(thing => Task.Run(
            async () =>
            {
                try
                {
                    await work(thing, stop.Token);
                }
                catch (Exception failure)
                {
                    Interlocked.CompareExchange(ref first, failure, null);
                    await stop.CancelAsync();
                }
            },
            CancellationToken.None)));
        if (first is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
