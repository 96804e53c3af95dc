using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DbaPS.Backups;

namespace DbaPS.Digests;

/// <summary>Gives digests of tables on as they are ready, while the work goes on; it is stopped when nobody reads any more.</summary>
public static class TableDigestStream
{
    /// <param name="work">Writes the results, in whatever order they finish.</param>
    /// <exception cref="Errors.DbaException">As the work ended with it.</exception>
    public static async IAsyncEnumerable<TableDigestResult> ReadAsync(
        Func<ChannelWriter<TableDigestResult>, CancellationToken, Task> work, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var results = Channel.CreateUnbounded<TableDigestResult>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var working = Task.Run(
            async () =>
            {
                try
                {
                    await work(results.Writer, stop.Token);
                    results.Writer.Complete();
                }
                catch (Exception failure)
                {
                    results.Writer.Complete(failure);
                }
            },
            CancellationToken.None);
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(cancellationToken))
            {
                yield return result;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await working;
        }
    }

    /// <summary>As above, where each table is digested by itself: big ones first, so that none is left alone at the end.</summary>
    /// <param name="jobs">Tables at once.</param>
    public static IAsyncEnumerable<TableDigestResult> ReadEachAsync(
        IReadOnlyList<BackupTable> tables, int jobs, Func<BackupTable, CancellationToken, ValueTask<TableDigestResult>> digest, CancellationToken cancellationToken) =>
        ReadAsync(
            (results, stop) => Parallel.ForEachAsync(
                tables.OrderByDescending(t => t.Rows),
                new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, jobs), CancellationToken = stop },
                async (table, token) => await results.WriteAsync(await digest(table, token), token)),
            cancellationToken);
}
