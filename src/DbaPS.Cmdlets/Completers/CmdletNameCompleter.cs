using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using DbaPS.Operations;

namespace DbaPS.Cmdlets.Completers;

/// <summary>The cmdlets of this module.</summary>
public sealed class CmdletNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Results(OperationCatalog.All.Select(o => o.Name), wordToComplete);
}
