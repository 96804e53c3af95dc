using System.Runtime.ExceptionServices;

namespace DbaPS.PostgreSql.Backups;

/// <summary>Waits for tasks that stop each other: the failure that began it counts, not the cancellations that followed.</summary>
internal static class TaskFailures
{
    /// <summary>Returns when all have ended.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task FirstAsync(IReadOnlyCollection<Task> tasks, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(tasks);
        }
        catch (Exception failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var real = tasks.Where(t => t.IsFaulted).SelectMany(t => t.Exception!.InnerExceptions).FirstOrDefault(e => e is not OperationCanceledException);
            ExceptionDispatchInfo.Throw(real ?? failure);
        }
    }
}
