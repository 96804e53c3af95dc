using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using DbaPS.Databases;

namespace DbaPS.Cmdlets.Completers;

/// <summary>The databases of the session that -Server names, or of the one open session.</summary>
public sealed class DatabaseCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Results(CatalogNames.Read(new GetDatabase(ModuleRuntime.Current), new DatabaseListRequest { Server = CatalogNames.Server(fakeBoundParameters) }, (DbaDatabase d) => d.Name), wordToComplete);
}
