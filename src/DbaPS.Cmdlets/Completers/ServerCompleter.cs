using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using DbaPS.Profiles;

namespace DbaPS.Cmdlets.Completers;

/// <summary>The names of registered servers, the addresses of the open sessions, and the groups after an @.</summary>
public sealed class ServerCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Results(Names(RegisteredServers.Read()), wordToComplete);

    private static IEnumerable<string> Names(IReadOnlyList<DbaServerProfile> registered) =>
    [
        .. registered.Select(p => p.Name),
        .. ModuleRuntime.Current.Sessions.Every.Select(s => s.Server.Address).Distinct(StringComparer.Ordinal),
        .. registered.Select(p => p.Group).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Select(g => "@" + g),
    ];
}
