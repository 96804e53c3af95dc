using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DbaPS.Cmdlets.Completers;

/// <summary>The groups of registered servers.</summary>
public sealed class GroupCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Results(RegisteredServers.Read().Select(p => p.Group).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase), wordToComplete);
}
