using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using DbaPS.Tables;

namespace DbaPS.Cmdlets.Completers;

/// <summary>The tables of the session and database meant so far.</summary>
public sealed class TableCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Results(CatalogNames.Read(new GetTable(ModuleRuntime.Current), new TableListRequest { Server = CatalogNames.Server(fakeBoundParameters) }, (DbaTable t) => t.Name), wordToComplete);
}
