using System.Management.Automation;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Cmdlets;

/// <summary>
/// A cmdlet over an operation. A derived class declares parameters and nothing else: those that were bound go to the request's
/// properties of the same names, and the operation does the rest, once for each object that comes down the pipeline.
/// </summary>
public abstract class DbaCmdlet<TOperation, TRequest> : PSCmdlet, IDisposable
    where TOperation : class, IOperation<TRequest>
    where TRequest : class
{
    private static RequestMap? _map;

    private readonly CancellationTokenSource _stop = new();

    protected sealed override void ProcessRecord()
    {
        var host = new CmdletPipeline(this);
        try
        {
            var request = BuildRequest();
            PipelinePump.Run(
                host,
                (pipeline, token) => ((TOperation)Activator.CreateInstance(typeof(TOperation), ModuleRuntime.Current)!).RunAsync(request, pipeline, token),
                _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (DbaException failure) when (failure.Error.Category == DbaErrorCategory.InvalidArgument)
        {
            // The next object would meet the same parameters.
            host.Fail(failure.Error);
        }
        catch (Exception failure) when (failure is not (PipelineStoppedException or RuntimeException) && !IsFlowControl(failure))
        {
            host.Error(DbaErrors.Unexpected(failure));
            host.Close();
        }
    }

    protected sealed override void StopProcessing() => _stop.Cancel();

    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    private TRequest BuildRequest()
    {
        _map ??= RequestMap.Of(GetType(), typeof(TRequest));
        var bound = MyInvocation.BoundParameters;
        var bareIsFile = bound.TryGetValue("Engine", out var engine) && engine is EngineId id && ModuleRuntime.Current.Engines.IsEmbedded(id);
        return (TRequest)_map.Build(this, bound.Keys, GetUnresolvedProviderPathFromPSPath, bareIsFile);
    }

    /// <summary>Select-Object -First and the like end a pipeline by an exception that is PowerShell's own business.</summary>
    private static bool IsFlowControl(Exception failure) => failure.GetType().Namespace is "System.Management.Automation";
}
