using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.Operations;

namespace DbaPS.Cmdlets;

/// <summary>A cmdlet that works in databases of servers.</summary>
public abstract class DbaDatabaseCmdlet<TOperation, TRequest> : DbaServerCmdlet<TOperation, TRequest>
    where TOperation : class, IOperation<TRequest>
    where TRequest : DatabaseRequest
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[]? Database { get; set; }
}
