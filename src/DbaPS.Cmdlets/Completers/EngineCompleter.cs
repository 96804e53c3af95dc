using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DbaPS.Cmdlets.Completers;

/// <summary>The engines of this installation.</summary>
public sealed class EngineCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Results(ModuleRuntime.Current.Engines.Names, wordToComplete);
}
