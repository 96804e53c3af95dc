using DbaPS.Pipeline;

namespace DbaPS.Operations;

/// <summary>One operation: everything a cmdlet does, runnable by any host. Its only constructor takes a <see cref="DbaRuntime"/>.</summary>
public interface IOperation<in TRequest>
{
    Task RunAsync(TRequest request, IPipeline pipeline, CancellationToken cancellationToken);
}
