using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DbaPS.Cmdlets.Completers;

/// <summary>The addresses of the open sessions.</summary>
public sealed class ServerCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Results(ModuleRuntime.Current.Sessions.Every.Select(s => s.Server.Address).Distinct(StringComparer.Ordinal), wordToComplete);
}
