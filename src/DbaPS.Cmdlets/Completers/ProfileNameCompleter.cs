using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DbaPS.Cmdlets.Completers;

/// <summary>The names of registered servers.</summary>
public sealed class ProfileNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Results(RegisteredServers.Read().Select(p => p.Name), wordToComplete);
}
