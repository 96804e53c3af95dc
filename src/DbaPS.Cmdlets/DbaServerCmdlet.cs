using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Operations;

namespace DbaPS.Cmdlets;

/// <summary>A cmdlet that works on servers.</summary>
public abstract class DbaServerCmdlet<TOperation, TRequest> : DbaCmdlet<TOperation, TRequest>
    where TOperation : class, IOperation<TRequest>
    where TRequest : ServerRequest
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SqlInstance", "ServerInstance", "Instance")]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerTarget[]? Server { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public string[]? Group { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(EngineCompleter))]
    public EngineId? Engine { get; set; }

    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    [Parameter]
    [ValidateRange(1, 1024)]
    public int ThrottleLimit { get; set; }
}
