using System.Runtime.ExceptionServices;

namespace DbaPS.MySql;

/// <summary>Several pieces of work at once; the first failure stops the others and is the one that counts.</summary>
internal static class Workers
{
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task RunAsync(IEnumerable<Func<CancellationToken, Task>> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? first = null;
        await Task.WhenAll(work.Select(piece => Task.Run(
            async () =>
            {
                try
                {
                    await piece(stop.Token);
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
