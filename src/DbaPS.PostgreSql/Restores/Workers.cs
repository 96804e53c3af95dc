namespace DbaPS.PostgreSql.Restores;

/// <summary>The same work on several connections at once; the first failure stops the others and is the one that counts.</summary>
internal static class Workers
{
    public static async Task RunAsync(IReadOnlyList<RestoreConnection> connections, Func<RestoreConnection, Task> work, CancellationTokenSource stop)
    {
        Exception? first = null;
        await Task.WhenAll(connections.Select(async connection =>
        {
            try
            {
                await work(connection);
            }
            catch (Exception failure)
            {
                Interlocked.CompareExchange(ref first, failure, null);
                await stop.CancelAsync();
            }
        }));
        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }
}
