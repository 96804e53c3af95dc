using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.Profiles;

namespace DbaPS.Cmdlets.Profiles;

[Cmdlet(VerbsLifecycle.Unregister, "DbaServer", SupportsShouldProcess = true)]
[OutputType(typeof(DbaProfileChange))]
public sealed class UnregisterDbaServerCommand : DbaCmdlet<UnregisterServer, UnregisterServerRequest>
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[]? Name { get; set; }
}
