using System.Runtime.CompilerServices;

namespace DbaPS.Sqlite;

/// <summary>Hands rows on as they are read. SQLite works in the calling thread, so there is nothing to await but the consumer.</summary>
internal static class SqliteStream
{
    public static async IAsyncEnumerable<T> Of<T>(Func<IEnumerable<T>> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var row in rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }
}
