using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.Operations;

/// <summary>An operation that does the same in each named database of each server; a database that fails does not stop the next.</summary>
public abstract class DatabaseOperation<TRequest> : ServerOperation<TRequest>
    where TRequest : DatabaseRequest
{
    protected DatabaseOperation(DbaRuntime runtime)
        : base(runtime)
    {
    }

    protected sealed override async Task RunAsync(TRequest request, DbaSession session, IPipeline pipeline, CancellationToken cancellationToken)
    {
        string?[] databases = request.Database.Count == 0 ? [null] : [.. request.Database];
        foreach (var database in databases)
        {
            try
            {
                await using var scope = await session.EnterAsync(database, cancellationToken);
                await RunAsync(request, scope, pipeline, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                var error = DbaErrors.Unexpected(failure);
                pipeline.Error(error with { Target = error.Target ?? database ?? (object)session.Server, Server = error.Server ?? session.Server });
            }
        }
    }

    /// <summary>The work in one database.</summary>
    protected abstract Task RunAsync(TRequest request, DatabaseScope scope, IPipeline pipeline, CancellationToken cancellationToken);
}
